import Contracts
import Foundation
import TestSupport

/// One run: load, faults, quiet, and the ledger.
struct ChaosRun: Sendable {
    let chain: Chain
    let opdracht: Opdracht
    let boek = Boekhouding()
    let bord: Taakbord
    let kafka: Kafkapartner
    let injector: FaultInjector
    private let started = ContinuousClock.now

    /// Handovers that run at once at the most, and the time from one to the next.
    private static let atOnce = 40
    private static let pace: Duration = .milliseconds(900)

    init(_ chain: Chain, _ opdracht: Opdracht) throws {
        self.chain = chain
        self.opdracht = opdracht
        bord = Taakbord(chain)
        kafka = try Kafkapartner(chain.broker)
        injector = FaultInjector(
            chain, FaultPlan(seed: opdracht.seed, lasting: .seconds(opdracht.minutes * 60), instances: chain.instances))
    }

    func run() async throws -> Report {
        say("chaos: \(text(opdracht.minutes)) minutes, seed \(opdracht.seed), \(chain.instances.count) processes")
        let observers = [
            Task { try await bord.follow() }, Task { try await injector.supervise() }, Task { try await progress() },
        ]
        defer { for observer in observers { observer.cancel() } }
        async let load: Void = load()
        try await injector.run()
        say("chaos: the faults are over; what is open goes on to its end")
        await load
        var findings = boek.open.map { Finding(.stuck, $0) }
        findings += try await settle()
        await kafka.close()
        findings += LedgerJudgement(try await chain.history(within: .seconds(60)), boek.claims).findings()
        findings += injector.found
        return Report(
            opdracht: opdracht, done: injector.done, handovers: boek.stand.klaar, findings: unique(findings))
    }

    /// Begins handovers while the faults last, and waits for all of them.
    private func load() async {
        await withDiscardingTaskGroup { group in
            var nummer = 0
            while started.duration(to: .now) < .seconds(opdracht.minutes * 60) {
                if boek.stand.open < Self.atOnce {
                    nummer += 1
                    let this = nummer
                    boek.begin(this)
                    group.addTask {
                        var verhaal = Verhaal(chain, boek, bord, kafka, nummer: this, seed: opdracht.seed)
                        do {
                            try await verhaal.speel()
                            boek.klaar(this)
                        } catch {
                            boek.mislukt(this, error)
                        }
                    }
                }
                // Cancelled: then nothing more begins.
                do { try await Task.sleep(for: Self.pace) } catch { return }
            }
        }
    }

    /// Waits until nothing is stuck any more.
    private func settle() async throws -> [Finding] {
        for instance in chain.instances { try await chain.awaitReady(instance, within: .seconds(60)) }
        let limit = ContinuousClock.now + .seconds(120)
        while true {
            let stuck = try await chain.stuck()
            if stuck.isEmpty || ContinuousClock.now > limit { return stuck }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private func progress() async throws {
        while !Task.isCancelled {
            try await Task.sleep(for: .seconds(10))
            let stand = boek.stand
            let kinds = injector.done.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            let now = injector.underWay
            say(
                "chaos: \(Int(started.duration(to: .now) / .seconds(1))) s · handovers \(stand.begonnen) begun, "
                    + "\(stand.klaar) done, \(stand.open) open · sent again \(stand.opnieuw) · faults \(injector.total) "
                    + "(\(kinds.joined(separator: ", ")))\(now.isEmpty ? "" : " · now " + now.joined(separator: ", "))")
        }
    }

    private func unique(_ findings: [Finding]) -> [Finding] {
        var seen: Set<Finding> = []
        return findings.filter { seen.insert($0).inserted }
    }

    private func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}

private func text(_ minutes: Double) -> String {
    minutes == minutes.rounded() ? "\(Int(minutes))" : "\(minutes)"
}

/// How a run ended.
struct Report: Sendable {
    let opdracht: Opdracht
    let done: [String: Int]
    let handovers: Int
    let findings: [Finding]

    var line: String {
        let kinds = done.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        let counts = Finding.Kind.allCases.map { kind in "\(kind.rawValue) \(findings.count { $0.kind == kind })" }
        return "chaos: minutes \(text(opdracht.minutes)) seed \(opdracht.seed) faults \(done.values.reduce(0, +)) "
            + "(\(kinds.joined(separator: ", "))) handovers \(handovers) · \(counts.joined(separator: " "))"
    }

    /// Copies what the processes said to where it outlives the run.
    /// - Returns: that folder.
    func keep(_ chain: Chain, _ folder: String?) throws -> String {
        let kept = try folder ?? TemporaryFolder.make("keten-chaos-logs")
        try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
        for name in chain.instances.map(\.description) {
            let target = "\(kept)/\(name)"
            if FileManager.default.fileExists(atPath: target) { try FileManager.default.removeItem(atPath: target) }
            try FileManager.default.copyItem(atPath: "\(chain.folder)/\(name)", toPath: target)
        }
        let text = findings.map(\.description).joined(separator: "\n") + "\n" + line + "\n"
        try Data(text.utf8).write(to: URL(filePath: kept + "/findings"))
        return kept
    }
}
