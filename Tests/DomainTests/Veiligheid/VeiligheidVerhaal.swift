import Foundation
import VeiligheidDomain

/// The cast and the given of the stories about a casus; invented.
enum Rvt {
    static let rvt = Organisatie("00000099000000005000")
    static let wijkteam = Organisatie("00000099000000002000")
    static let gi = Organisatie("00000099000000006000")
    static let rosa = Persoon(organisatie: rvt, medewerker: Medewerker("mw-rosa"))
    static let wim = Persoon(organisatie: wijkteam, medewerker: Medewerker("mw-wim"))
    static let gijs = Persoon(organisatie: gi, medewerker: Medewerker("mw-gijs"))
    static let begin = Date(timeIntervalSinceReferenceDate: 815_000_000)
    static let zaak = ZaakId(uuid(1))
    static let inhoud = InhoudId(uuid(9))

    static func uuid(_ n: UInt8) -> UUID { UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 2, n)) }

    static func pseudoniem(_ n: Int) -> Pseudoniem {
        guard let pseudoniem = Pseudoniem(rawValue: "p1:" + String(format: "%064x", n)) else {
            fatalError("not a pseudonym")
        }
        return pseudoniem
    }

    static func gegevens(
        _ n: UInt8 = 1, soort: Meldingsoort? = .zorgmelding, acuut: Acuut = .nee, na minuten: Double = 0,
        betrokkenen: [Int] = [1]
    ) -> MeldingGegevens {
        MeldingGegevens(
            melding: MeldingId(uuid(100 + n)), soort: soort, acuut: acuut,
            ontvangenOp: begin.addingTimeInterval(minuten * 60 - 600), betrokkenen: betrokkenen.map(pseudoniem))
    }

    static func opening(_ melding: MeldingGegevens, lokaalTeam: Organisatie? = wijkteam) -> Opening {
        Opening(
            zaak: zaak, kenmerk: "A-2222-222-2", regio: "gelderland", gemeente: "0202", melding: melding,
            regiehouder: rosa, lokaalTeam: lokaalTeam, oefening: false)
    }

    static func beoordeling(_ n: UInt8 = 1, _ meldingen: [UInt8] = [1], door: Persoon = rosa) -> Beoordeling {
        Beoordeling(
            beoordeling: BeoordelingId(uuid(50 + n)), uitkomst: .overdracht, door: door,
            meldingen: meldingen.map { MeldingId(uuid(100 + $0)) }, redenen: inhoud)
    }

    static func verzoek(_ n: UInt8 = 1, van: Persoon = rosa, naar: Organisatie = gi, urgentie: Urgentie = .regulier)
        -> Overdrachtsverzoek
    {
        Overdrachtsverzoek(
            overdracht: OverdrachtId(uuid(70 + n)), van: van, naar: naar, vraag: "jeugdbescherming",
            leeftijdsgroep: .onder12, soortHulp: nil, urgentie: urgentie)
    }

    static func casus(
        _ melding: MeldingGegevens = gegevens(), lokaalTeam: Organisatie? = wijkteam, _ meer: CasusCommand...
    ) throws -> Casus {
        var state: Casus?
        for (index, command) in ([.openen(opening(melding, lokaalTeam: lokaalTeam))] + meer).enumerated() {
            for event in try Casus.decide(state, command, now: begin.addingTimeInterval(Double(index) * 60)) {
                state = Casus.evolve(state, event)
            }
        }
        guard let state else { fatalError("a casus that was opened exists") }
        return state
    }
}
