import Contracts
import Foundation
import Logging
import Metrics
import Postgres
import ServiceLifecycle

/// P4: destroys the keys of what is no longer kept, in batches, again and again. Several may run: each thing is locked
/// and looked at anew before anything goes.
struct Bewaarwacht: Service {
    let plaats: Bewaarplaats
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await rondes(elke: interval) {
            for bron in plaats.bronnen {
                do { try await ronde(bron) } catch {
                    logger.warning(
                        "retention is looked at again",
                        metadata: ["kind": "\(bron.soort.rawValue)", "error": "\(error)"])
                }
            }
        }
    }

    func ronde(_ bron: Bewaarbron) async throws {
        let register = plaats.register()
        // A term that the register has not told yet could be longer.
        guard !register.isEmpty else { return }
        let voor = try await plaats.nu().addingTimeInterval(-bron.kortste(register))
        var sleutels = 0
        try await plaats.elk(bron, voor: voor) { een in
            guard een.houdtTegen.isEmpty, !Task.isCancelled else { return !Task.isCancelled }
            try await beurt(
                logger, "retention of one is looked at again",
                ["kind": "\(bron.soort.rawValue)", "subject": "\(een.onderwerp.text)"]
            ) { sleutels += try await plaats.vernietig(een.onderwerp, bron) }
            return true
        }
        guard sleutels > 0 else { return }
        Counter(label: "keten_content_keys_destroyed_total", dimensions: [("kind", bron.soort.rawValue)])
            .increment(by: Int64(sleutels))
        logger.notice(
            "content was destroyed at the end of its term",
            metadata: ["kind": "\(bron.soort.rawValue)", "keys": "\(sleutels)"])
    }
}
