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
        func message(_ offset: Int64) -> KafkaMessage {
            KafkaMessage(topic: "t", partition: 0, offset: offset, timestamp: nil, key: nil, value: nil, headers: [])
        }
        #expect(frontier.accept([partitions[0]: 6]) == [:])
        frontier.delivered([message(5), message(6), message(9)])
        for (offset, accepted) in [(4, false), (5, false), (6, true), (10, true), (11, false)] {
            #expect(frontier.accept([partitions[0]: Int64(offset)]).isEmpty == !accepted)
        }
        #expect(frontier.accept([partitions[1]: 6]) == [:])
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
