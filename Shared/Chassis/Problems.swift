import Content
import Contracts
import Foundation
import HTTPTypes
import Messaging
import Metrics
import Postgres
import Register
import Web

extension Problem {
    /// How the errors of messaging and database are told to a caller.
    static func of(_ error: any Error) -> Problem? {
        switch error {
        case CommandError.idempotencyKeyReused:
            .conflict("Deze Idempotency-Key hoort bij een ander verzoek.", code: "idempotency-key-hergebruikt")
        case CommandError.staleVersion(let current): .versionConflict(current: current)
        case CommandError.unavailable, EngineError.stopped: .unavailable()
        case ContentError.gone: .inhoudVernietigd()
        // Written at the moment in which the key went.
        case let error as PostgresError where error.sqlState == "KT410": .inhoudVernietigd()
        case let refused as Refused: .invalid(refused.violations)
        case let error as PostgresError where error.isTransient || error.isConnectionLost: .unavailable()
        default: nil
        }
    }
}

extension Problem {
    /// P4: it was there and is no more, as was meant; no error of whoever asks.
    public static func inhoudVernietigd(_ waarom: String? = nil) -> Problem {
        Problem(
            .gone, code: "inhoud-vernietigd", title: "De inhoud is vernietigd",
            detail: waarom
                ?? "De bewaartermijn is voorbij: de inhoud is vernietigd. Wat er gebeurde staat nog in de tijdlijn.")
    }

    /// 503 and not 403: what a system holds for us it must keep and send again, as for any other outage, or it would be
    /// lost at the one place that we cannot look into.
    static func cutOff(_ cut: AansluitingVastgelegd) -> Problem {
        refusedWhileCutOff.increment()
        return Problem(
            .serviceUnavailable, code: "organisatie-afgesloten", title: "Uw organisatie is afgesloten",
            detail: "Bewaar wat u wilt sturen en bied het later opnieuw aan; wat voor u klaarstaat blijft bewaard. "
                + "Bel het beheer van de keten en noem \(cut.kenmerk.text).",
            extra: ["sinds": cut.tijdstip.json, "kenmerk": .string(cut.kenmerk.text)], headers: [.retryAfter: "60"])
    }
}

private let refusedWhileCutOff = Counter(label: "keten_requests_refused_cut_off_total")

extension Caller {
    /// The register decides at each request who may still speak: known, active, not cut off (C1, C2), and for a person
    /// someone who works there now.
    public func authorise(in register: Register) throws {
        let current = register.current
        guard let known = current.organisation(organisation), known.doetMee() else {
            throw Problem.unknownOrganisation
        }
        // Operators and the services themselves stay in, or nobody could undo it.
        if let cut = current.afsluiting(organisation), scopes.isDisjoint(with: ["beheer", EventHistory.scope]) {
            throw Problem.cutOff(cut)
        }
        if let person, known.medewerker(person) == nil {
            throw Problem.forbidden("U staat niet in het register bij deze organisatie.", code: "onbekende-medewerker")
        }
    }
}
