import Testing

@testable import Kafka

/// The decisions of a rebalance, without a broker.
@Suite("Membership")
struct MembershipTests {
    private let start = ContinuousClock.now
    private let partitions = [TopicPartition(topic: "t", partition: 0), TopicPartition(topic: "t", partition: 1)]

    private var reading: Membership {
        var membership = Membership(drainLimit: .seconds(5), commitLimit: .seconds(3))
        #expect(membership.assigned(partitions, now: start) == .locate(partitions))
        membership.located()
        return membership
    }

    @Test("revoked: tell, drain, commit, and only then unassign")
    func revoke() {
        var membership = reading
        #expect(membership.isReading)
        #expect(membership.revoked(lost: false, applicationListens: true, now: start) == .tellRevoked(partitions))
        #expect(!membership.isReading)
        #expect(membership.partitions == partitions)
        #expect(membership.tick(now: start + .seconds(4)) == .none)
        #expect(membership.finishRevoke(now: start + .seconds(4)) == .commit(id: 1))
        #expect(membership.finishRevoke(now: start + .seconds(4)) == .none)
        #expect(membership.committed(id: 7) == .none)
        #expect(membership.committed(id: 1) == .unassign)
        #expect(membership.phase == .idle)
    }

    @Test("neither an application nor a broker that is silent holds up the group")
    func limits() {
        var membership = reading
        _ = membership.revoked(lost: false, applicationListens: true, now: start)
        #expect(membership.tick(now: start + .seconds(5)) == .commit(id: 1))
        #expect(membership.tick(now: start + .seconds(7)) == .none)
        #expect(membership.tick(now: start + .seconds(8)) == .unassign)
        #expect(membership.committed(id: 1) == .none)
    }

    @Test("lost: told, never committed, also when it is lost while draining")
    func lost() {
        var membership = reading
        #expect(membership.revoked(lost: true, applicationListens: true, now: start) == .tellLost(partitions))
        #expect(membership.finishRevoke(now: start) == .none)
        membership = reading
        _ = membership.revoked(lost: false, applicationListens: true, now: start)
        #expect(membership.abandonCommit() == .unassign)
        #expect(membership.finishRevoke(now: start) == .none)
    }

    @Test("offsets that can't be had are asked for again; a revoke meanwhile is answered at once")
    func locating() {
        var membership = Membership(drainLimit: .seconds(5), commitLimit: .seconds(3))
        _ = membership.assigned(partitions, now: start)
        membership.notLocated(now: start)
        #expect(membership.tick(now: start) == .none)
        #expect(membership.tick(now: start + .seconds(1)) == .locate(partitions))
        #expect(!membership.isReading)
        #expect(membership.revoked(lost: false, applicationListens: true, now: start) == .unassign)
        #expect(membership.tick(now: start + .seconds(9)) == .none)
    }

    @Test("an offset is stored only within what this assignment delivered")
    func frontier() {
        var frontier = Frontier()
        func accepts(_ offset: Int64, of partition: TopicPartition) -> Bool {
            !frontier.accept([partition: offset]).isEmpty
        }
        #expect(!accepts(6, of: partitions[0]))
        frontier.delivered([5, 6, 9].map { message($0, partitions[0]) })
        for (offset, accepted) in [(4, false), (5, false), (6, true), (10, true), (11, false)] {
            #expect(accepts(Int64(offset), of: partitions[0]) == accepted)
        }
        #expect(!accepts(6, of: partitions[1]))
    }

    @Test("the lag is what was not stored yet, and unknown before the first fetch")
    func lag() {
        let (known, unknown, empty, begins) = (place(0), place(1), place(2), place(3))
        let ends: [TopicPartition: Int64] = [known: 12, empty: 0, begins: 9]
        var frontier = Frontier()
        frontier.begin(at: [known: 4, unknown: 4, empty: -2, begins: -2])
        #expect(frontier.lag { ends[$0] } == [known: 8, empty: 0])
        frontier.delivered([message(4, known), message(7, begins)])
        #expect(frontier.lag { ends[$0] } == [known: 8, empty: 0, begins: 2])
        _ = frontier.accept([known: 5, begins: 8])
        #expect(frontier.lag { ends[$0] } == [known: 7, empty: 0, begins: 1])
    }

    private func place(_ partition: Int32) -> TopicPartition { TopicPartition(topic: "t", partition: partition) }

    private func message(_ offset: Int64, _ place: TopicPartition) -> KafkaMessage {
        KafkaMessage(
            topic: place.topic, partition: place.partition, offset: offset, timestamp: nil, key: nil, value: nil,
            headers: [])
    }

    @Test("capacity counts messages and bytes, and is given back")
    func capacity() {
        var capacity = Capacity(messages: 10, bytes: 200_000)
        #expect(capacity.room == 3)
        capacity.take(messages: 3, bytes: 250_000)
        #expect(capacity.room == 0)
        capacity.release(messages: 3, bytes: 250_000)
        #expect(capacity.room == 3)
        capacity.take(messages: 9, bytes: 0)
        #expect(capacity.room == 1)
        capacity.take(messages: 1, bytes: 0)
        #expect(capacity.room == 0)
    }
}
