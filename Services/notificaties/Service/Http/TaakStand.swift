import Chassis
import Contracts
import Foundation
import Messaging
import NotificatieDomain
import Register

/// A task as its organisation sees it: references only (N3).
struct TaakStand: Contract {
    var id: UUID
    var versie: Int
    var soort: Codewoord
    var status: BevestigingenEvents.Status
    var onderwerp: UUID
    var kenmerk: Kenmerk
    var zaak: UUID?
    var urgentie: Contracts.Urgentie
    var organisatie: OIN
    var bestemd: MedewerkerId
    var medewerker: MedewerkerId?
    var team: Codewoord?
    var kanalen: [BevestigingenEvents.Kanaal]
    var gezienDoor: MedewerkerId?
    var wachtSinds: Date
    /// Given in lists; a task that is over has none.
    var uiterlijk: Date?
    /// Of a task that is over, none.
    var herkomst: KorteTekst?
    var oefening: Bool

    static var title: String { "Taak" }
    static var fields: [String: String] {
        [
            "id": "Id van de taak.", "versie": "Hoe vaak de taak veranderde; ook de ETag.",
            "soort": "Wat er te doen is.",
            "status": "Hoe het met de taak staat.",
            "onderwerp": "Waarover de taak gaat: een melding, zaak of overdracht.",
            "kenmerk": "Kort kenmerk voor de telefoon.", "zaak": "De zaak, als die er is.",
            "urgentie": "Regulier of spoed.", "organisatie": "Organisatie van wie de taak is.",
            "bestemd": "Voor wie de taak gemaakt is.", "medewerker": "Van wie de taak nu is.",
            "team": "Team op wiens lijst de taak staat.", "kanalen": "Kanalen waarlangs de taak ging.",
            "gezienDoor": "Wie de taak opende.", "wachtSinds": "Vanaf wanneer de taak wacht.",
            "uiterlijk": "Wanneer de termijn van deze stap om is.",
            "herkomst": "Waar de lengte van die termijn vandaan komt.",
            "oefening": "Of dit een oefening is.",
        ]
    }
    static var example: TaakStand {
        TaakStand(
            id: .placeholder, versie: 1, soort: .placeholder, status: .open, onderwerp: .placeholder,
            kenmerk: .placeholder, zaak: nil, urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder,
            medewerker: .placeholder, team: nil, kanalen: [.sse], gezienDoor: nil, wachtSinds: .placeholder,
            uiterlijk: nil, herkomst: nil, oefening: false)
    }
}

extension TaakStand {
    /// - Parameter uiterlijk: when the term of its step ends, where that was looked up.
    init(_ taak: Taak, versie: Int64, uiterlijk: Date? = nil, _ register: RegisterSnapshot) throws {
        var gezienDoor: MedewerkerId?
        if case .gezien(let door, _) = taak.fase { gezienDoor = try .van(door.rawValue) }
        let medewerker: MedewerkerId?
        let team: Codewoord?
        switch taak.voor {
        case .medewerker(let id): (medewerker, team) = (try .van(id.rawValue), nil)
        case .team(let id): (medewerker, team) = (nil, try .van(id))
        }
        guard let status = BevestigingenEvents.Status(rawValue: taak.status) else {
            throw EngineError.unmapped(taak.status)
        }
        self.init(
            id: taak.id.waarde, versie: Int(versie), soort: try .van(taak.soort.rawValue), status: status,
            onderwerp: taak.onderwerp.waarde, kenmerk: try .van(taak.kenmerk), zaak: taak.zaak?.waarde,
            urgentie: try .van(taak.urgentie), organisatie: try .van(taak.organisatie.rawValue),
            bestemd: try .van(taak.bestemd.rawValue), medewerker: medewerker, team: team,
            kanalen: try taak.kanalen.map { try .van($0) }, gezienDoor: gezienDoor, wachtSinds: taak.wachtSinds,
            uiterlijk: uiterlijk,
            herkomst: taak.lopendeTermijnen.first.flatMap {
                TermLengths.taken.origin($0.soort, regio: taak.regio, register)
            }.flatMap { KorteTekst($0) }, oefening: taak.oefening)
    }
}
