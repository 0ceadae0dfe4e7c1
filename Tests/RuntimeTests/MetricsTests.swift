import CoreMetrics
import Runtime
import Testing

@Suite("Prometheus text")
struct MetricsTests {
    private let registry = PrometheusRegistry()

    @Test("a counter shows its help, type, labels and value; labels are escaped and sorted")
    func counter() {
        registry.describe("messages_total", "Messages\nreceived \\ all.")
        let counter = registry.makeCounter(
            label: "messages_total", dimensions: [("topic", "a\"b\\c\nd"), ("outcome", "ok")])
        counter.increment(by: 2)
        counter.increment(by: 3)
        #expect(
            registry.render() == """
                # HELP messages_total Messages\\nreceived \\\\ all.
                # TYPE messages_total counter
                messages_total{outcome="ok",topic="a\\"b\\\\c\\nd"} 5

                """)
    }

    @Test("a histogram's buckets are cumulative, end in +Inf and agree with its count")
    func histogram() {
        registry.describe("wait_seconds", "Waiting.", buckets: [0.1, 1, 10])
        let timer = registry.makeTimer(label: "wait_seconds", dimensions: [("q", "x")])
        for milliseconds in [50, 100, 500, 5_000, 50_000] as [Int64] {
            timer.recordNanoseconds(milliseconds * 1_000_000)
        }
        #expect(
            registry.render() == """
                # HELP wait_seconds Waiting.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{q="x",le="0.1"} 2
                wait_seconds_bucket{q="x",le="1"} 3
                wait_seconds_bucket{q="x",le="10"} 4
                wait_seconds_bucket{q="x",le="+Inf"} 5
                wait_seconds_sum{q="x"} 55.65
                wait_seconds_count{q="x"} 5

                """)
    }

    @Test("a gauge shows what was set last, and what a collector sets at rendering")
    func gauge() {
        let gauge = registry.makeMeter(label: "queue.depth", dimensions: [])
        gauge.set(Int64(7))
        #expect(registry.render().contains("# TYPE queue_depth gauge\nqueue_depth 7\n"))
        registry.collect { gauge.set(Double(0.5)) }
        #expect(registry.render().contains("queue_depth 0.5\n"))
    }

    @Test("the same name and labels are the same instrument; another kind under the name is dropped and counted")
    func identity() {
        registry.makeCounter(label: "x_total", dimensions: [("a", "1"), ("b", "2")]).increment(by: 1)
        registry.makeCounter(label: "x_total", dimensions: [("b", "2"), ("a", "1")]).increment(by: 1)
        registry.makeMeter(label: "x_total", dimensions: []).set(Int64(9))
        let text = registry.render()
        #expect(text.contains("x_total{a=\"1\",b=\"2\"} 2\n"))
        #expect(!text.contains("x_total 9"))
        #expect(text.contains("keten_metric_series_dropped_total 1\n"))
    }

    @Test("a label with unbounded values costs detail, not memory")
    func cardinality() {
        for value in 0..<(PrometheusRegistry.seriesLimit + 10) {
            registry.makeCounter(label: "wild_total", dimensions: [("id", "\(value)")]).increment(by: 1)
        }
        let lines = registry.render().split(separator: "\n").filter { $0.hasPrefix("wild_total{") }
        #expect(lines.count == PrometheusRegistry.seriesLimit)
        #expect(registry.render().contains("keten_metric_series_dropped_total 10\n"))
    }

    @Test("increments from many tasks at once are all counted")
    func concurrency() async {
        let counter = registry.makeCounter(label: "busy_total", dimensions: [])
        let timer = registry.makeTimer(label: "busy_seconds", dimensions: [])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1_000 {
                        counter.increment(by: 1)
                        timer.recordNanoseconds(1_000)
                    }
                }
            }
        }
        #expect(registry.render().contains("busy_total 8000\n"))
        #expect(registry.render().contains("busy_seconds_count 8000\n"))
    }

    @Test("a process shows its memory, time and files")
    func process() {
        ProcessMetrics.register(on: registry)
        let text = registry.render()
        for name in ["process_anonymous_memory_bytes", "process_open_fds", "process_start_time_seconds"] {
            let value = text.split(separator: "\n").first { $0.hasPrefix("\(name) ") }?.split(separator: " ").last
            #expect((value.flatMap { Double($0) } ?? 0) > 0, "\(name)")
        }
    }
}
