import ArgumentParser
import Contracts
import Foundation

/// Follows a redrive until it is over: a bar on a terminal, lines elsewhere. The redrive itself runs in the service, so
/// nothing hangs on this process; a service that starts again meanwhile is waited for.
struct RedriveProgress {
    let endpoint: Operator.Endpoint
    let id: UUID
    let `operator`: Operator

    /// How long a service that does not answer is waited for.
    private static let patience: Duration = .seconds(300)

    /// - Throws: `ExitCode(1)` where not all of it succeeded.
    func follow() async throws {
        let isTerminal = isatty(STDOUT_FILENO) == 1 && !`operator`.json
        var token = try await `operator`.token()
        var shown = ""
        var silentSince: ContinuousClock.Instant?
        while true {
            do {
                let redrive = try Herstart.decode(
                    await `operator`.get(endpoint.url("herstarts/\(id.text)"), token: token), .tolerant)
                silentSince = nil
                let line = isTerminal ? Self.bar(redrive) : Self.line(redrive)
                if line != shown, !`operator`.json {
                    Swift.print(isTerminal ? "\r\u{1b}[K" + line : line, terminator: isTerminal ? "" : "\n")
                    fflush(nil)
                    shown = line
                }
                if redrive.klaarOp != nil {
                    if isTerminal { Swift.print("") }
                    return try finish(redrive)
                }
            } catch let failure as Operator.Failure where failure.status == 401 {
                token = try await `operator`.token()
            } catch let failure as Operator.Failure where failure.status.map({ $0 < 500 }) ?? true {
                throw failure
            } catch let error as ExitCode {
                throw error
            } catch {
                let since = silentSince ?? .now
                if silentSince == nil { note("\(endpoint.name) does not answer; the redrive goes on when it does") }
                silentSince = since
                guard ContinuousClock.now - since < Self.patience else { throw error }
            }
            try await Task.sleep(for: .milliseconds(isTerminal ? 250 : 1_000))
        }
    }

    private func finish(_ redrive: Herstart) throws {
        if `operator`.json {
            `operator`.print(redrive.json)
        } else {
            report(redrive)
        }
        if redrive.opnieuwMislukt > 0 || redrive.afgebroken > 0 { throw ExitCode(1) }
    }

    private func report(_ redrive: Herstart) {
        let failures = redrive.mislukkingen ?? []
        if !failures.isEmpty {
            var table = Table(columns: ["failed again", "error"])
            table.rows = failures.map { [$0.bericht.text, String($0.fout.prefix(100))] }
            table.print()
            if redrive.opnieuwMislukt > failures.count {
                print("and \(redrive.opnieuwMislukt - failures.count) more")
            }
        }
        if redrive.opnieuwMislukt == 0, let held = redrive.vastgehouden, held > 0 {
            print("\(held) of its keys are held by a later message: keten quarantine list --status failed")
        }
    }

    private func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    static func line(_ redrive: Herstart) -> String {
        let done = redrive.aantal - redrive.teGaan
        var parts = [
            "redrive \(redrive.id.text) \(redrive.toestand): \(done) of \(redrive.aantal)",
            "succeeded \(redrive.gelukt)", "failed again \(redrive.opnieuwMislukt)", "left \(redrive.teGaan)",
        ]
        if redrive.elders > 0 { parts.append("settled otherwise \(redrive.elders)") }
        if redrive.afgebroken > 0 { parts.append("not tried \(redrive.afgebroken)") }
        return parts.joined(separator: ", ")
    }

    static func bar(_ redrive: Herstart) -> String {
        let (width, done) = (30, redrive.aantal - redrive.teGaan)
        let filled = redrive.aantal == 0 ? width : width * done / redrive.aantal
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
        let pause = redrive.toestand == "running" || redrive.klaarOp != nil ? "" : "  \(redrive.toestand)"
        return
            "[\(bar)] \(done)/\(redrive.aantal)  succeeded \(redrive.gelukt)  failed again \(redrive.opnieuwMislukt)\(pause)"
    }
}
