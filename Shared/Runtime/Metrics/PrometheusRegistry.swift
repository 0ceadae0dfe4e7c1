import CoreMetrics
import Synchronization

/// All metrics of a process, as a swift-metrics backend and as text that Prometheus scrapes.
///
/// Making an instrument looks it up under a lock, so code on a hot path makes it once and keeps it; using one touches
/// that instrument alone. Counters and gauges keep their type; timers and recorders become histograms (timers in
/// seconds). A label with characters that Prometheus does not take has them replaced by `_`.
public final class PrometheusRegistry: MetricsFactory {
    /// The registry that `bootstrap` gives to swift-metrics.
    public static let shared = PrometheusRegistry()

    /// Bucket bounds in seconds for requests and statements.
    public static let seconds: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]

    /// More series than this under one name are dropped, and counted in `keten_metric_series_dropped_total`:
    /// a label with unbounded values may cost detail, never memory.
    public static let seriesLimit = 2_000

    struct Family {
        let name: String
        let kind: Kind
        var help: String
        var bounds: [Double]
        var series: [[Label]: any AnyObject & Sendable] = [:]
    }

    struct Label: Hashable, Comparable {
        let name: String
        let value: String

        static func < (left: Label, right: Label) -> Bool { (left.name, left.value) < (right.name, right.value) }
    }

    enum Kind: String { case counter, gauge, histogram }

    private struct State {
        var families: [String: Family] = [:]
        var descriptions: [String: (help: String, bounds: [Double]?)] = [:]
        var collectors: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())
    private let dropped = CounterCell()

    public init() {}

    /// Makes `shared` the process's metrics backend. To be called once, before the first instrument is made.
    public static func bootstrap() { MetricsSystem.bootstrap(shared) }

    /// What a metric means (its HELP line), and for a histogram its upper bounds, rising. Before its first use.
    public func describe(_ name: String, _ help: String, buckets: [Double]? = nil) {
        state.withLock { state in
            let name = PrometheusText.metricName(name)
            state.descriptions[name] = (help, buckets)
            state.families[name]?.help = help
        }
    }

    /// Runs before each rendering: to set gauges that are read rather than kept.
    public func collect(_ collector: @escaping @Sendable () -> Void) {
        state.withLock { $0.collectors.append(collector) }
    }

    /// Everything in the text format 0.0.4 (`text/plain; version=0.0.4; charset=utf-8`).
    public func render() -> String {
        for collector in state.withLock({ $0.collectors }) { collector() }
        var families = state.withLock { Array($0.families.values) }
        if dropped.current > 0 {
            families.append(
                Family(
                    name: "keten_metric_series_dropped_total", kind: .counter,
                    help: "Series that were not kept because a metric has too many.", bounds: [],
                    series: [[]: dropped]))
        }
        return PrometheusText.render(families.sorted { $0.name < $1.name })
    }

    private func cell<Cell: AnyObject & Sendable>(
        _ name: String, _ kind: Kind, _ dimensions: [(String, String)], _ make: (_ bounds: [Double]) -> Cell
    ) -> Cell {
        let name = PrometheusText.metricName(name)
        let labels = dimensions.map { Label(name: PrometheusText.labelName($0.0), value: $0.1) }.sorted()
        return state.withLock { state in
            if let known = state.families[name]?.series[labels] as? Cell { return known }
            let described = state.descriptions[name]
            let bounds = state.families[name]?.bounds ?? described?.bounds ?? Self.seconds
            let cell = make(bounds)
            if let family = state.families[name] {
                // One name has one kind: a second kind under it would make the whole page unreadable.
                guard family.kind == kind, family.series[labels] == nil, family.series.count < Self.seriesLimit else {
                    dropped.increment(by: 1)
                    return cell
                }
            } else {
                state.families[name] = Family(name: name, kind: kind, help: described?.help ?? "", bounds: bounds)
            }
            // In its place: a family that is taken out and put back is copied with all its series.
            state.families[name]?.series[labels] = cell
            return cell
        }
    }

    // MARK: MetricsFactory

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, .counter, dimensions) { _ in CounterCell() }
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        cell(label, .counter, dimensions) { _ in FloatingCounterCell() }
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate
            ? cell(label, .histogram, dimensions) { HistogramCell(bounds: $0) }
            : cell(label, .gauge, dimensions) { _ in GaugeCell() }
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, .gauge, dimensions) { _ in GaugeCell() }
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, .histogram, dimensions) { HistogramCell(bounds: $0) }
    }

    // Instruments live as long as the process: a counter that goes away and comes back would look like a reset.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}
}
