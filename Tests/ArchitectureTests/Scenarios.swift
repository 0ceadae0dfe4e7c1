/// What must be shown, scenario by scenario, and the tests that show it: `Module/Suite/function`.
///
/// A test that goes away or is renamed makes `ScenarioTests` fail, so that none goes silently. Add to a row what shows
/// it better; never leave one empty.
enum Scenarios {
    struct Scenario {
        let name: String
        let tests: [String]

        init(_ name: String, _ tests: String...) {
            self.name = name
            self.tests = tests
        }
    }

    static let all = relay + consumer + quarantine + terms + lag + chaos + faults

    static let relay = [
        Scenario("crash after commit before publish", "MessagingTests/RelayTests/crashBeforePublish"),
        Scenario("crash after the delivery report before the mark", "MessagingTests/RelayTests/crashBeforeMark"),
        Scenario("rollback publishes nothing", "MessagingTests/RelayTests/rollback"),
        Scenario("two writers on one key with reversed commits", "MessagingTests/RelayTests/lateCommits"),
        Scenario("all brokers down 60 s, then in order", "MessagingTests/RelayTests/brokersDown"),
        Scenario(
            "retriable errors ×3", "MessagingTests/RelayTests/retriable", "MessagingTests/BrokerFaultTests/retriable",
            "KafkaTests/ProducerTests/retriable"),
        Scenario("fatal producer error", "MessagingTests/RelayTests/fatal", "KafkaTests/ProducerTests/fatal"),
        Scenario("one key failing, others flow", "MessagingTests/RelayTests/oneKeyFails"),
        Scenario("oversized event", "MessagingTests/CommandTests/oversized"),
        Scenario(
            "leader frozen, another takes over", "MessagingTests/RelayTests/frozenLeader",
            "IntegrationTests/ReplicaTests/bevroren"),
        Scenario(
            "1 M rows of backlog, select time flat, also while a snapshot is held",
            "MessagingTests/BacklogTests/million"),
    ]

    static let consumer = [
        Scenario("the same message twice at once", "MessagingTests/PositionTests/twice"),
        Scenario("kill -9 in a handler", "IntegrationTests/FaultTests/gedood"),
        Scenario(
            "database down on receipt", "MessagingTests/ConsumerTests/databaseDown",
            "IntegrationTests/FaultTests/postgresWeg"),
        Scenario("later message done first", "MessagingTests/ConsumerTests/laterFirst"),
        Scenario("rebalance in a handler", "MessagingTests/ConsumerTests/rebalance"),
        Scenario(
            "assignment lost", "MessagingTests/BrokerFaultTests/assignmentLost", "KafkaTests/RebalanceTests/lost"),
        Scenario(
            "revoke while paused", "MessagingTests/BrokerFaultTests/revokeWhilePaused",
            "KafkaTests/RebalanceTests/revokeWhilePaused"),
        Scenario(
            "stuck handler hits its deadline", "MessagingTests/QuarantineTests/stuckHandler",
            "MessagingTests/HandlerTests/neverReturns"),
        Scenario("slow handler", "MessagingTests/HandlerTests/slowerThanSession"),
        Scenario("flood, memory flat", "MessagingTests/ConsumerTests/flood", "KafkaTests/ConsumerTests/flood"),
        Scenario(
            "close before the first assignment", "MessagingTests/ConsumerTests/closeEarly",
            "KafkaTests/ConsumerTests/earlyClose"),
        Scenario(
            "each row of the position table", "MessagingTests/PositionTests/rule", "MessagingTests/PositionTests/next",
            "MessagingTests/PositionTests/duplicate", "MessagingTests/PositionTests/conflict",
            "MessagingTests/PositionTests/park", "MessagingTests/PositionTests/firstFails",
            "MessagingTests/PositionTests/refusedAndSkipped", "MessagingTests/ModelTests/history"),
        Scenario("a gap whose ask is lost", "MessagingTests/QuarantineTests/lostAsk"),
        Scenario(
            "a restore accepted", "MessagingTests/RestoreTests/restored", "IntegrationTests/HistoryTests/teruggezet"),
        Scenario(
            "a rebuild that mails nobody", "MessagingTests/ReplayTests/rebuild",
            "IntegrationTests/HistoryTests/herbouw"),
        Scenario(
            "a broker that lost its data is refilled", "MessagingTests/RefillTests/again",
            "MessagingTests/RefillTests/brokerLost", "IntegrationTests/HistoryTests/kafkaLeeg"),
        Scenario("a gap that nobody can supply is passed over", "MessagingTests/ReplayTests/skip"),
        Scenario(
            "an unknown version waits for a newer consumer", "MessagingTests/IntakeTests/tolerant",
            "MessagingTests/HandlerTests/newerConsumer"),
    ]

    static let quarantine = [
        Scenario("transient → second try", "MessagingTests/QuarantineTests/transient"),
        Scenario("permanent → exact tries", "MessagingTests/QuarantineTests/permanent"),
        Scenario("undecodable → identical bytes", "MessagingTests/QuarantineTests/undecodable"),
        Scenario("same-key followers in order", "MessagingTests/QuarantineTests/transient"),
        Scenario(
            "caps", "MessagingTests/QuarantineTests/caps", "MessagingTests/QuarantineTests/headBeyondCap"),
        Scenario("quarantine write fails → not acknowledged", "MessagingTests/ConsumerTests/notSetAside"),
        Scenario("headers bounded", "MessagingTests/QuarantineKeepingTests/headersBounded"),
        Scenario(
            "redrive one", "MessagingTests/RedriveTests/one", "IntegrationTests/QuarantineTests/vanLijstTotHerstel"),
        Scenario("redrive a group", "MessagingTests/RedriveTests/group"),
        Scenario("a double click", "MessagingTests/RedriveTests/doubleClick"),
        Scenario("redrive racing a new message", "MessagingTests/RedriveTests/racing"),
        Scenario("redrive fails again", "MessagingTests/RedriveTests/failsAgain"),
        Scenario(
            "operator's process dies during a redrive", "MessagingTests/RedriveTests/processDies",
            "IntegrationTests/QuarantineTests/gedood"),
        Scenario("dependency outage → zero set aside", "MessagingTests/BreakerTests/outage"),
    ]

    static let terms = [
        Scenario("completion against deadline, one wins", "MessagingTests/TermTests/completion"),
        Scenario("fired after completion is a no-op", "MessagingTests/TermTests/completion"),
        Scenario("two pollers", "MessagingTests/TermTests/twoPollers"),
        Scenario("10,000 at the same instant within 5 s", "MessagingTests/TermTests/flood"),
        Scenario("rescheduled generation", "MessagingTests/TermTests/rescheduled"),
        Scenario("late acknowledgement de-escalates", "IntegrationTests/TermTests/geenAntwoord"),
    ]

    static let lag = [
        Scenario("idle topic OK", "KetenTests/BurrowTests/rule", "IntegrationTests/SightTests/goed"),
        Scenario("stopped consumer STOP", "KetenTests/BurrowTests/rule", "IntegrationTests/SightTests/gestopt"),
        Scenario("rewind", "KetenTests/BurrowTests/rule"),
        Scenario("never committed is unknown, not 0", "KetenTests/BurrowTests/rule", "KetenTests/BurrowTests/lag"),
    ]

    static let chaos = [
        Scenario(
            "random kill -9, SIGSTOP and starvation while handovers run: 0 lost, 0 duplicate effects, 0 stuck",
            "ChaosTests/ChaosTests/chaos", "ChaosTests/FaultPlanTests/complete")
    ]

    /// The faults themselves.
    static let faults = [
        Scenario("terminated backends", "MessagingTests/DatabaseFaultTests/terminatedBackends"),
        Scenario("a read-only database", "MessagingTests/DatabaseFaultTests/readOnly"),
        Scenario("a full disk", "MessagingTests/DatabaseFaultTests/fullDisk"),
        Scenario(
            "broker errors by injection, on every kind of request", "MessagingTests/BrokerFaultTests/retriable",
            "MessagingTests/BrokerFaultTests/broken"),
        Scenario("a client's clock off by an hour", "IntegrationTests/ReplicaTests/klok"),
    ]
}
