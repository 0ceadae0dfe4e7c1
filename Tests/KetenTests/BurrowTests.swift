import Foundation
import Kafka
import Testing

@testable import Keten

@Suite("Burrow's rules: how a consumer does, from how it moved over a window")
struct BurrowTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// A look each second: what was committed, and the partition's end.
        let looks: [(Int64?, Int64)]
        var low: Int64 = 0
        var isOwned: Bool?
        let state: LagState

        init(
            _ name: String, _ looks: [(Int64?, Int64)], low: Int64 = 0, isOwned: Bool? = nil, _ state: LagState
        ) {
            testDescription = name
            self.looks = looks
            self.low = low
            self.isOwned = isOwned
            self.state = state
        }
    }

    static let cases = [
        Case("never looked at", [], .unknown),
        Case("never committed is unknown, not 0", [(nil, 5), (nil, 9)], .unknown),
        Case("an idle topic, level", [(7, 7), (7, 7), (7, 7)], .ok),
        Case("level once in the window, behind now", [(5, 9), (9, 9), (9, 12)], .ok),
        Case("level at the one look", [(4, 4)], .ok),
        Case("behind at the one look: nothing is known of how it moves", [(4, 9)], .unknown),
        Case("catching up", [(10, 50), (20, 50), (40, 51)], .ok),
        Case("goes on and the lag grows", [(10, 20), (12, 30), (14, 40)], .warn),
        Case("goes on and the lag stays", [(10, 20), (12, 22), (14, 24)], .warn),
        Case("stands still, and nobody is known to have it", [(10, 20), (10, 25), (10, 30)], .stop),
        Case("stands still with a lag that stays", [(10, 20), (10, 20), (10, 20)], .stop),
        Case("stands still, and no member has it", [(10, 20), (10, 25)], isOwned: false, .stop),
        Case("stands still while a member has it", [(10, 20), (10, 25), (10, 30)], isOwned: true, .stall),
        Case(
            "silent for longer than its commits spanned",
            [(10, 20), (11, 20), (11, 20), (11, 20), (11, 20)], .stop),
        Case("silent for as long as its commits spanned", [(10, 20), (10, 20), (12, 20), (12, 20), (12, 20)], .ok),
        Case("it went back", [(20, 30), (12, 30), (15, 30)], .rewind),
        Case("it went back, but was level before", [(30, 30), (12, 30), (15, 30)], .ok),
        Case("committed beyond the end: the broker lost its tail", [(20, 12)], .rewind),
        Case("what it has yet to read is gone", [(5, 40)], low: 10, .stop),
        Case("it began within the window", [(nil, 20), (5, 20), (15, 20)], .ok),
    ]

    @Test("each rule", arguments: cases)
    func rule(_ example: Case) {
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        let window = example.looks.enumerated().map { second, look in
            LagSample(at: start.addingTimeInterval(Double(second)), committed: look.0, high: look.1)
        }
        #expect(Burrow.evaluate(window, low: example.low, isOwned: example.isOwned) == example.state)
    }

    @Test("a lag is never negative, and is nothing where nothing was committed")
    func lag() {
        #expect(LagSample(at: Date(), committed: 9, high: 7).lag == 0)
        #expect(LagSample(at: Date(), committed: nil, high: 7).lag == nil)
    }

    @Test("the worst state of a group's partitions is the group's")
    func severity() {
        let order: [LagState] = [.ok, .unknown, .warn, .stall, .stop, .rewind]
        #expect(LagState.allCases.sorted { $0.severity < $1.severity } == order)
    }

    @Test(
        "a span of time is read as people write it", arguments: [("500ms", 0.5), ("10s", 10), ("7", 7), ("2h", 7_200)])
    func span(_ text: String, _ seconds: Double) {
        #expect(Span(argument: text)?.duration.seconds == seconds)
    }

    @Test("a default is shown as it can be typed", arguments: ["0s", "500ms", "5s", "90s", "10m", "1h", "30d"])
    func shown(_ text: String) {
        #expect(Span(argument: text)?.defaultValueDescription == text)
    }

    @Test("a group begins where it never committed and the first message is young; its age unknown, it does not")
    func begins() {
        var place = PartitionLag(
            group: "verwijzing.casussen", partition: TopicPartition(topic: "keten.casussen", partition: 0), low: 0,
            window: [LagSample(at: Date(), committed: nil, high: 1)])
        #expect(!place.begins(within: 60))
        place.seconds = 1
        #expect(place.begins(within: 60))
        place.seconds = 61
        #expect(!place.begins(within: 60))
        place.window[0].committed = 0
        place.seconds = 1
        #expect(!place.begins(within: 60))
    }

    @Test("what is no span of time is refused", arguments: ["", "s", "10 s", "-1s", "1w", "99999999999s"])
    func noSpan(_ text: String) {
        #expect(Span(argument: text) == nil)
    }
}
