import Contracts
import Foundation
import Register
import Web

/// How organisations and people are called on a page.
public struct Namen: Sendable {
    private let visit: Visit
    private let register: RegisterSnapshot
    private var mensen: [String: [String: String]] = [:]

    /// - Parameter organisaties: whose people the page may name.
    public init(_ visit: Visit, _ register: RegisterSnapshot, organisaties: Set<String> = []) async throws {
        self.visit = visit
        self.register = register
        for oin in organisaties {
            guard let known = OIN(oin) else { continue }
            mensen[oin] = try await visit.names(at: known)
        }
    }

    public func organisatie(_ oin: String?) -> String {
        guard let oin, let known = OIN(oin) else { return "" }
        return register.organisation(known)?.naam.text ?? oin
    }

    /// As the person was called when signing in; else by the register's id.
    public func mens(_ medewerker: String, bij oin: String?) -> String {
        oin.flatMap { mensen[$0]?[medewerker] } ?? "medewerker \(medewerker)"
    }

    /// "Hanan Voordeur (Lokaal team Arnhem)", or "u".
    public func partij(_ wie: JSON?) -> String {
        guard let wie else { return "" }
        let oin = wie["organisatie"]?.string
        guard let medewerker = wie["medewerker"]?.string else { return organisatie(oin) }
        if isZelf(wie) { return "u" }
        let naam = mens(medewerker, bij: oin)
        return oin == nil ? naam : "\(naam) (\(organisatie(oin)))"
    }

    public func isZelf(_ wie: JSON?) -> Bool {
        wie?["organisatie"]?.string == visit.caller.organisation.text && visit.caller.person != nil
            && wie?["medewerker"]?.string == visit.caller.person
    }

    /// Everyone at an organisation, to choose from.
    public func keuzes(_ oin: String) -> [ActionForm.Choice] {
        guard let organisatie = OIN(oin).flatMap({ register.organisation($0) }) else { return [] }
        return organisatie.medewerkers.map { medewerker in
            let rollen = medewerker.rollen.map(\.rawValue).joined(separator: ", ")
            return ActionForm.Choice(
                medewerker.id.text, "\(mens(medewerker.id.text, bij: oin)) (\(rollen), \(organisatie.naam.text))")
        }
    }

    public var organisaties: [ActionForm.Choice] {
        register.activeOrganisations.sorted { $0.naam.text < $1.naam.text }.map {
            ActionForm.Choice($0.oin.text, $0.naam.text)
        }
    }

    /// A term that runs, with who must move and until when; its JSON has `soort`, `verloopt` and `herkomst`.
    public func termijn(_ termijn: JSON, _ words: Words) -> PageValue {
        let moment = termijn["verloopt"]?.tijdstip
        let wie = partij(termijn)
        return .group([
            "soort": .text(words[termijn["soort"]?.string ?? ""]), "wie": .text(wie == "u" ? "U" : wie),
            "herkomst": PageValue(termijn["herkomst"]?.string),
            "uiterlijk": PageValue(moment.map { Tijd.deadline($0) }),
            "nog": PageValue(moment.map { Tijd.left($0, now: visit.now) }),
            "laat": .flag(moment.map { $0 < visit.now } ?? false),
        ])
    }
}
