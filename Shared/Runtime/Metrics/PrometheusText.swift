/// The Prometheus text format, version 0.0.4.
enum PrometheusText {
    static func render(_ families: [PrometheusRegistry.Family]) -> String {
        var text = ""
        for family in families {
            if !family.help.isEmpty { text += "# HELP \(family.name) \(escapeHelp(family.help))\n" }
            text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
            for (labels, cell) in family.series.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                let labels = list(labels)
                switch cell {
                case let cell as CounterCell: sample(&text, family.name, labels, String(cell.current))
                case let cell as FloatingCounterCell: sample(&text, family.name, labels, number(cell.current))
                case let cell as GaugeCell: sample(&text, family.name, labels, number(cell.current))
                case let cell as HistogramCell: histogram(&text, family.name, labels, cell)
                default: continue
                }
            }
        }
        return text
    }

    /// The labels as they stand between braces; a histogram says them once for each of its buckets.
    private static func list(_ labels: [PrometheusRegistry.Label]) -> String {
        labels.map { "\($0.name)=\"\(escapeLabel($0.value))\"" }.joined(separator: ",")
    }

    private static func histogram(_ text: inout String, _ name: String, _ labels: String, _ cell: HistogramCell) {
        let state = cell.current
        let bucket = name + "_bucket"
        let before = labels.isEmpty ? "le=\"" : labels + ",le=\""
        var cumulative: UInt64 = 0
        for (index, count) in state.counts.enumerated() {
            cumulative += count
            let bound = index < cell.bounds.count ? number(cell.bounds[index]) : "+Inf"
            sample(&text, bucket, before + bound + "\"", String(cumulative))
        }
        sample(&text, name + "_sum", labels, number(state.sum))
        sample(&text, name + "_count", labels, String(cumulative))
    }

    private static func sample(_ text: inout String, _ name: String, _ labels: String, _ value: String) {
        text += name
        if !labels.isEmpty {
            text += "{"
            text += labels
            text += "}"
        }
        text += " "
        text += value
        text += "\n"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : value.description
    }

    private static func escapeHelp(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    /// Nearly every label is plain, and looking for what to replace costs more than all the rest of a page.
    private static func escapeLabel(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            ![UInt8(ascii: "\\"), UInt8(ascii: "\n"), UInt8(ascii: "\"")].contains($0)
        }
        return isPlain ? text : escapeHelp(text).replacing("\"", with: "\\\"")
    }

    /// `[a-zA-Z_:][a-zA-Z0-9_:]*`
    static func metricName(_ name: String) -> String { sanitized(name, colon: true) }

    /// `[a-zA-Z_][a-zA-Z0-9_]*`; `le` belongs to histograms.
    static func labelName(_ name: String) -> String {
        let name = sanitized(name, colon: false)
        return name == "le" ? "le_" : name
    }

    private static func sanitized(_ name: String, colon: Bool) -> String {
        func allowed(_ byte: UInt8) -> Bool {
            (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 95
                || (colon && byte == 58)
        }
        if let first = name.utf8.first, !(48...57).contains(first), name.utf8.allSatisfy(allowed) { return name }
        let bytes = name.utf8.map { allowed($0) ? $0 : 95 }
        let prefix: [UInt8] = bytes.first.map { (48...57).contains($0) ? [95] : [] } ?? [95]
        return String(decoding: prefix + bytes, as: UTF8.self)
    }
}
