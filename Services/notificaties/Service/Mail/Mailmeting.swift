import Foundation
import Metrics
import Synchronization

/// What is known of mail in numbers: sent, not sent and why, waiting and for how long.
final class Mailmeting: Sendable {
    private static let tussen = Duration.seconds(5)
    private static let opruimen = Duration.seconds(3_600)

    private let wachtrij: Mailwachtrij
    private let gemeten = Mutex<(stand: ContinuousClock.Instant?, opgeruimd: ContinuousClock.Instant?)>((nil, nil))
    private let sent = Counter(label: "keten_mail_sent_total")
    private let waiting = Gauge(label: "keten_mail_waiting")
    private let oldest = Gauge(label: "keten_mail_oldest_seconds")

    init(wachtrij: Mailwachtrij) { self.wachtrij = wachtrij }

    func verzonden() { sent.increment() }

    func mislukt(_ reden: String) {
        Counter(label: "keten_mail_failed_total", dimensions: [("reason", reden)]).increment()
    }

    func vervallen(_ uitkomst: Mailwachtrij.Uitkomst, _ aantal: Int) {
        Counter(label: "keten_mail_dropped_total", dimensions: [("reason", uitkomst.rawValue)]).increment(by: aantal)
    }

    /// Looks again now and then, and removes what went long ago.
    func meet() async throws {
        let nu = ContinuousClock.now
        let (meten, opruimen) = gemeten.withLock { gemeten in
            let meten = gemeten.stand.map { nu - $0 > Self.tussen } ?? true
            let opruimen = gemeten.opgeruimd.map { nu - $0 > Self.opruimen } ?? true
            if meten { gemeten.stand = nu }
            if opruimen { gemeten.opgeruimd = nu }
            return (meten, opruimen)
        }
        if opruimen { try await wachtrij.ruimOp() }
        guard meten else { return }
        let (aantal, oudste) = try await wachtrij.stand()
        waiting.record(aantal)
        oldest.record(oudste)
    }
}
