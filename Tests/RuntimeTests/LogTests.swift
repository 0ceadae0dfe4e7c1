import Foundation
import Logging
import Runtime
import Synchronization
import Testing

private final class Lines: LogOutput {
    private let lines = Mutex<[[UInt8]]>([])
    func write(_ line: [UInt8]) { lines.withLock { $0.append(line) } }
    var all: [[UInt8]] { lines.withLock { $0 } }
}

@Suite("JSON log lines")
struct LogTests {
    private let lines = Lines()
    private var logger: Logger {
        Logger(label: "test") { [lines] in
            JSONLogHandler(
                label: $0, service: "verwijzing", level: .debug, output: lines,
                now: { Date(timeIntervalSince1970: 1_700_000_000.125) })
        }
    }

    private func written() throws -> [String: Any] {
        let line = try #require(lines.all.first)
        return try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    }

    @Test("a record is one line with time, level, service, label and message")
    func shape() throws {
        logger.info("gestart", metadata: ["port": .stringConvertible(8083), "ok": .stringConvertible(true)])
        let record = try written()
        #expect(record["time"] as? String == "2023-11-14T22:13:20.125Z")
        #expect(record["level"] as? String == "info")
        #expect(record["service"] as? String == "verwijzing")
        #expect(record["label"] as? String == "test")
        #expect(record["message"] as? String == "gestart")
        let metadata = try #require(record["metadata"] as? [String: Any])
        #expect(metadata["port"] as? Int == 8083)
        #expect(metadata["ok"] as? Bool == true)
        #expect(record["trace_id"] == nil)
    }

    @Test("no text can end the line, the string or the terminal's colours")
    func escaping() throws {
        let nasty = "a\"b\\c\nd\r\u{0}\u{1B}[31m\u{7F}\u{85}\u{2028}\u{202E}é😀{\"x\":1}"
        logger.error("\(nasty)", metadata: ["\(nasty)": ["list": ["\(nasty)", ["\(nasty)": "\(nasty)"]]]])
        let line = try #require(lines.all.first)
        #expect(line.filter { $0 == 0x0A }.count == 1)
        #expect(line.last == 0x0A)
        #expect(line.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7F })
        let text = String(decoding: line, as: UTF8.self)
        #expect(!text.unicodeScalars.contains { [0x85, 0x2028, 0x202E].contains($0.value) })
        let record = try written()
        #expect(record["message"] as? String == nasty)
        #expect((record["metadata"] as? [String: Any])?[nasty] != nil)
    }

    @Test("a record under a request carries its trace and correlation id")
    func trace() throws {
        let trace = TraceContext.make(correlationID: "melding-42")
        TraceContext.$current.withValue(trace) { logger.notice("binnen") }
        let record = try written()
        #expect(record["trace_id"] as? String == trace.traceID)
        #expect(record["span_id"] as? String == trace.spanID)
        #expect(record["correlation_id"] as? String == "melding-42")
    }

    @Test("an error is shown by type and description")
    func error() throws {
        struct Broken: Error, CustomStringConvertible { let description = "stuk" }
        logger.error("mislukt", error: Broken())
        #expect(try written()["error"] as? String == "Broken: stuk")
    }
}
