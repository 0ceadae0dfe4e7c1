import Foundation
import Kafka
import TestSupport
import Testing

/// Records whose value begins with a number that rises, dealt over so many keys.
func numbered(_ count: Int, topic: String, keys: Int, from first: Int = 0) -> [OutgoingRecord] {
    (first..<first + count).map { number in
        OutgoingRecord(
            topic: topic, key: Array("key-\(number % keys)".utf8), value: Array("\(number) ".utf8),
            tag: UInt64(number))
    }
}

/// Every record exactly once, those of one key in the order they were sent.
func expectInOrder(
    _ read: [KafkaMessage], of sent: [OutgoingRecord], sourceLocation: SourceLocation = #_sourceLocation
) {
    let readByKey = Dictionary(grouping: read, by: \.key).mapValues { $0.map(\.value.number) }
    let sentByKey = Dictionary(grouping: sent, by: \.key).mapValues { $0.map(\.value.number) }
    #expect(readByKey == sentByKey, sourceLocation: sourceLocation)
}

/// Publishes without keeping the records, a thousand under way at a time.
func publishFlood(_ count: Int, bytes: Int, topic: String, to broker: DevelopmentBroker) async throws {
    let producer = try KafkaProducer(broker.configuration(), logger: quiet)
    let value = [UInt8].random(bytes)
    var sent = 0
    while sent < count {
        let records = (sent..<min(sent + 1_000, count)).map {
            OutgoingRecord(topic: topic, key: Array("\($0)".utf8), value: value, tag: UInt64($0))
        }
        sent += producer.enqueue(records)
        await producer.flush(within: .seconds(10))
    }
    await producer.close()
    let failed = await producer.deliveries.reduce(into: 0) { $0 += $1.filter { $0.error != nil }.count }
    #expect(failed == 0)
}

/// Anonymous memory of this process.
func residentMegabytes() -> Int {
    // Absent on other systems; the difference of two zeroes is then 0.
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
    return line.split(separator: " ").compactMap { Int($0) }.first.map { $0 / 1_024 } ?? 0
}

extension [UInt8] {
    /// The number that a value of `numbered` begins with.
    var number: Int { Int(String(decoding: prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)) ?? -1 }

    static func random(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: 0...255) } }
}
