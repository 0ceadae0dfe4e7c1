import Foundation
import NotificatieDomain

/// The cast, the register and the given of the stories about tasks; invented.
enum Postkamer {
    static let afzender = Organisatie("00000099000000001000")
    static let ontvanger = Organisatie("00000099000000002000")
    static let anna = Persoon(organisatie: afzender, medewerker: Medewerker("mw-anna"))
    static let bram = Persoon(organisatie: ontvanger, medewerker: Medewerker("mw-bram"))
    static let regio = Persoon(organisatie: Organisatie("00000099000000009000"), medewerker: Medewerker("mw-regio"))
    static let begin = Date(timeIntervalSinceReferenceDate: 815_000_000)
    static let overdracht = OnderwerpId(uuid(1))

    static func uuid(_ n: UInt8) -> UUID { UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 3, n)) }

    /// Planner and team lead at both, a bereikbaarheidsdienst at the receiver.
    struct Register: Bezetting {
        var rollen: [Organisatie: [Rol: [String]]] = [
            afzender: [.planner: ["mw-plan-a"], .teamleider: ["mw-lead-a"]],
            ontvanger: [
                .planner: ["mw-plan-b1", "mw-plan-b2"], .teamleider: ["mw-lead-b"],
                .bereikbaarheidsdienst: ["mw-nacht-b"],
            ],
        ]
        var weg: [Medewerker: Geadresseerde] = [:]
        var contact: Persoon? = regio
        /// Who is at its office now.
        var opKantoor: Set<Organisatie> = []

        func medewerkers(_ rol: Rol, van organisatie: Organisatie) -> [Medewerker] {
            (rollen[organisatie]?[rol] ?? []).map { Medewerker($0) }
        }
        func aanspreekpunt(regio: String) -> Persoon? { contact }
        func vervanging(van persoon: Persoon) -> Geadresseerde? { weg[persoon.medewerker] }
        func isOpKantoor(_ organisatie: Organisatie) -> Bool { opKantoor.contains(organisatie) }
        func kanalen(van organisatie: Organisatie) -> [Kanaal] { [.sse, .email] }
    }

    static func nieuw(
        _ soort: Taaksoort = .overdrachtBeantwoorden, aanleiding: UInt8 = 20, voor: Geadresseerde? = nil,
        urgentie: Urgentie = .regulier
    ) -> NieuweTaak {
        NieuweTaak(
            onderwerp: overdracht, soort: soort, organisatie: ontvanger, bestemd: bram.medewerker,
            voor: voor ?? .medewerker(bram.medewerker), kenmerk: "A-2222-222-2", zaak: ZaakId(uuid(2)),
            regio: "gelderland", oefening: false, urgentie: urgentie, kanalen: [.sse],
            aanleiding: BerichtId(uuid(aanleiding)))
    }

    static func taak(_ commands: TaakCommand...) throws -> Taak {
        var state: Taak?
        for (index, command) in ([.aanmaken(nieuw())] + commands).enumerated() {
            for event in try Taak.decide(state, command, now: begin.addingTimeInterval(Double(index) * 60)) {
                state = Taak.evolve(state, event)
            }
        }
        guard let state else { fatalError("a task that was made exists") }
        return state
    }

    static func overdracht(_ feit: Gebeurtenis.OverdrachtFeit, urgentie: Urgentie = .regulier) -> Gebeurtenis {
        gebeurtenis(.overdracht(van: anna, naar: ontvanger, feit), urgentie: urgentie)
    }

    static func gebeurtenis(_ feit: Gebeurtenis.Feit, urgentie: Urgentie = .regulier) -> Gebeurtenis {
        Gebeurtenis(
            bericht: BerichtId(uuid(20)), onderwerp: overdracht, kenmerk: "A-2222-222-2", zaak: ZaakId(uuid(2)),
            regio: "gelderland", oefening: false, urgentie: urgentie, feit: feit)
    }
}

/// A row of the table in short: "soort@medewerker" for what is made, "klaar soort" and so on for the rest.
func kort(_ wijzigingen: [Taakwijziging]) -> [String] {
    wijzigingen.map { wijziging in
        switch wijziging {
        case .aanmaken(let taak): return "\(taak.soort.rawValue)@\(taak.bestemd.rawValue)"
        case .afronden(let selectie): return "klaar \(soorten(selectie))"
        case .vervallen(let selectie, let reden): return "vervalt \(soorten(selectie)): \(reden.rawValue)"
        case .herinneren(_, let stadium): return "herinner \(stadium)"
        case .overnemen(_, let door, let naar): return "neem over door \(door.rawValue): \(naar)"
        case .overdragen(_, let naar, _): return "draag over aan \(naar)"
        case .niemandTeVinden(_, let soort): return "niemand voor \(soort.rawValue)"
        }
    }
}

private func soorten(_ selectie: Selectie) -> String {
    selectie.soorten.map { $0.map(\.rawValue).sorted().joined(separator: "+") } ?? "alles"
}
