import Foundation
import Logging

/// Writes each record as one line of JSON: `time`, `level`, `service`, `label`, `message`, `trace_id`, `span_id`,
/// `correlation_id`, and under `metadata` what the caller adds.
///
/// Whoever logs sees to it that no personal data is in a message: references, codes and times only. A Swift error is
/// shown by its type and description, so errors of our own never put data in their description.
public struct JSONLogHandler: LogHandler {
    public var logLevel: Logger.Level
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?

    private let service: String
    private let label: String
    private let output: any LogOutput
    private let now: @Sendable () -> Date

    public init(
        label: String, service: String, level: Logger.Level = .info, output: any LogOutput = StandardOutput.shared,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.label = label
        self.service = service
        self.logLevel = level
        self.output = output
        self.now = now
    }

    /// Makes this the handler of every logger of the process. To be called once, before the first logger is made.
    public static func bootstrap(service: String, level: Logger.Level) {
        LoggingSystem.bootstrap { JSONLogHandler(label: $0, service: service, level: level) }
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var text = JSONText()
        text.raw("{")
        text.name("time")
        text.string(now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        text.name("level")
        text.string(event.level.rawValue)
        text.name("service")
        text.string(service)
        text.name("label")
        text.string(label)
        text.name("message")
        text.string("\(event.message)")
        if let trace = TraceContext.current {
            text.name("trace_id")
            text.string(trace.traceID)
            text.name("span_id")
            text.string(trace.spanID)
            text.name("correlation_id")
            text.string(trace.correlationID)
        }
        if let error = event.error {
            text.name("error")
            text.string("\(type(of: error)): \(error)")
        }
        var all = metadataProvider?.get() ?? [:]
        all.merge(metadata) { $1 }
        if let added = event.metadata { all.merge(added) { $1 } }
        if !all.isEmpty {
            text.name("metadata")
            text.metadata(.dictionary(all))
        }
        text.raw("}\n")
        output.write(text.bytes)
    }
}

extension JSONText {
    fileprivate mutating func metadata(_ value: Logger.Metadata.Value) {
        switch value {
        case .string(let string): self.string(string)
        case .stringConvertible(let value): scalar(value)
        case .array(let values):
            raw("[")
            for (index, value) in values.enumerated() {
                if index > 0 { raw(",") }
                metadata(value)
            }
            raw("]")
        case .dictionary(let members):
            raw("{")
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                self.name(name)
                metadata(value)
            }
            raw("}")
        }
    }

    /// Whole numbers and booleans stay what they are, so that they can be compared and summed.
    private mutating func scalar(_ value: any CustomStringConvertible) {
        switch value {
        case let value as any BinaryInteger: raw(String(value))
        case let value as Bool: raw(value ? "true" : "false")
        case let value as Double where value.isFinite: raw(value.description)
        default: string(value.description)
        }
    }
}
