import Foundation
import Testing
import VerwijzingDomain

private typealias R = Rolbezetting

/// Every act in every state, by each side and by an outsider: what is not possible is refused, names the state and what
/// is possible instead, and changes nothing.
@Suite("Wat niet kan, wordt geweigerd met de toestand en wat wel kan")
struct OvergangTests {
    struct Stand: Sendable, CustomTestStringConvertible {
        let naam: String
        let verhaal: @Sendable () throws -> Verhaal
        var testDescription: String { naam }
    }

    struct Daad: Sendable {
        /// As `mogelijk` names it.
        let naam: String
        let doe: @Sendable (inout Verhaal, VerwijzingDomain.Actor) throws -> Void
    }

    private static func na(
        _ verhaal: @escaping @Sendable () throws -> Verhaal, _ doe: @escaping @Sendable (inout Verhaal) throws -> Void
    ) -> @Sendable () throws -> Verhaal {
        {
            var verhaal = try verhaal()
            try doe(&verhaal)
            return verhaal
        }
    }

    static let standen: [Stand] = [
        Stand(naam: "aangeboden") { try .aangeboden() },
        Stand(
            naam: "aangeboden, met een signaal",
            verhaal: na(Verhaal.aangeboden) {
                try $0.als(.meldSignaal(melding: Verhaal.derde, acuut: false))
            }),
        Stand(
            naam: "aangeboden, niet veilig te houden",
            verhaal: na(Verhaal.aangeboden) {
                try $0.als(.meldVeiligheidNietTeHouden(door: R.anna))
            }),
        Stand(
            naam: "aangeboden, afzender kiest",
            verhaal: na({ try Verhaal() }) {
                try $0.als(Verhaal.aanbod(keuze: .besteVoorstel))
            }),
        Stand(
            naam: "aangeboden, met een voorstel",
            verhaal: na({ try Verhaal() }) {
                try $0.als(Verhaal.aanbod(keuze: .besteVoorstel))
                try $0.als(voorstel(R.bram))
            }),
        Stand(naam: "uitgesteld") { try .uitgesteld() },
        Stand(naam: "geaccepteerd") { try .geaccepteerd() },
        Stand(naam: "overgedragen") { try .overgedragen() },
        Stand(naam: "gestart") { try .gestart() },
        Stand(
            naam: "gestart, met een vraag om intrekking",
            verhaal: na(Verhaal.gestart) {
                try $0.als(.vraagIntrekking(door: R.anna, reden: .andersOpgelost, regiehouder: R.anna))
            }),
        Stand(naam: "teruggegeven") { try .teruggegeven() },
        Stand(
            naam: "teruggave aanvaard",
            verhaal: na(Verhaal.teruggegeven) {
                try $0.als(.aanvaardTeruggave(door: R.anna, regiehouder: R.anna))
            }),
        Stand(
            naam: "geweigerd",
            verhaal: na(Verhaal.aangeboden) {
                try $0.als(.weigeren(door: R.bram, reden: .nietPassend, alternatief: .consultatie, toelichting: nil))
            }),
        Stand(
            naam: "ingetrokken",
            verhaal: na(Verhaal.aangeboden) {
                try $0.als(.intrekken(door: R.anna, reden: .nietMeerNodig))
            }),
        Stand(
            naam: "afgerond",
            verhaal: na(Verhaal.gestart) {
                try $0.als(.afronden(door: R.bram, afsluiting: Verhaal.afsluiting))
            }),
        Stand(
            naam: "voortijdig beëindigd",
            verhaal: na(Verhaal.gestart) {
                try $0.als(.voortijdigBeeindigen(door: R.bram, reden: .gezinStopt, afsluiting: Verhaal.afsluiting))
            }),
    ]

    private static func voorstel(_ door: VerwijzingDomain.Actor) -> OverdrachtCommand {
        .doeVoorstel(door: door, werker: door, startdatum: Verhaal.overTweeWeken, aanbod: Verhaal.derde)
    }

    private static func zaak(
        _ naam: String, _ handeling: @escaping @Sendable (VerwijzingDomain.Actor) -> Zaakhandeling
    ) -> Daad {
        Daad(naam: naam) { try $0.als(handeling($1)) }
    }

    private static func eigen(
        _ naam: String, _ command: @escaping @Sendable (VerwijzingDomain.Actor) -> OverdrachtCommand
    ) -> Daad {
        Daad(naam: naam) { try $0.als(command($1)) }
    }

    static let daden: [Daad] = [
        zaak("accepteren") { .accepteren(door: $0, werker: $0, startdatum: Verhaal.vandaag) },
        eigen("voorstel-doen") {
            .doeVoorstel(door: $0, werker: $0, startdatum: Verhaal.overTweeWeken, aanbod: Verhaal.inhoud)
        },
        zaak("voorstel-kiezen") { .kiesVoorstel(door: $0, werker: R.bram) },
        eigen("uitstellen") {
            .uitstellen(door: $0, reden: .capaciteit, nieuweDatum: Verhaal.overTweeWeken, overbrugging: Verhaal.derde)
        },
        eigen("wachtlijstbericht-geven") {
            .geefWachtlijstbericht(door: $0, bericht: Verhaal.inhoud, volgendeDatum: nil)
        },
        zaak("weigeren") { .weigeren(door: $0, reden: .anders, alternatief: .meekijken, toelichting: nil) },
        zaak("intrekken") { .intrekken(door: $0, reden: .vergissing) },
        eigen("gesprek-bevestigen") { .bevestigGesprek(door: $0, Verhaal.gesprek) },
        eigen("starten") { .start(door: $0) },
        eigen("voortgang-melden") { .meldVoortgang(door: $0, bericht: Verhaal.inhoud) },
        zaak("werker-wisselen") { .wisselWerker(door: $0, naar: R.bea) },
        zaak("afronden") { .afronden(door: $0, afsluiting: Verhaal.afsluiting) },
        zaak("voortijdig-beeindigen") {
            .voortijdigBeeindigen(door: $0, reden: .anders, afsluiting: Verhaal.afsluiting)
        },
        zaak("teruggeven") { .teruggeven(door: $0, reden: .anders) },
        zaak("teruggave-aanvaarden") { .aanvaardTeruggave(door: $0, regiehouder: $0) },
        eigen("teruggave-intrekken") { .trekTeruggaveIn(door: $0) },
        eigen("intrekking-vragen") { .vraagIntrekking(door: $0, reden: .andersOpgelost, regiehouder: $0) },
        zaak("intrekking-instemmen") { .stemInMetIntrekking(door: $0) },
        eigen("intrekking-afwijzen") { .wijsIntrekkingAf(door: $0) },
        eigen("veiligheid-melden") { .meldVeiligheidNietTeHouden(door: $0) },
        eigen("veiligheid-herstellen") { .meldVeiligheidHersteld(door: $0, bericht: Verhaal.derde) },
        eigen("triage-herzien") { .herzieTriage(door: $0, urgentie: .spoed) },
        eigen("terzijde-leggen") {
            .legTerzijde(
                door: $0, blok: .feiten, verklaringen: [Verhaal.inhoud], reden: .verouderd, toelichting: Verhaal.derde)
        },
        eigen("dossier-bijwerken") {
            .werkDossierBij(door: $0, antwoorden: Verhaal.volledig.filter { $0.key != .feiten })
        },
    ]

    @Test("iedere handeling in iedere toestand, door beide kanten en door een ander", arguments: standen)
    func overgang(_ stand: Stand) throws {
        for daad in Self.daden {
            for wie in [R.anna, R.bram, R.cato] {
                var verhaal = try stand.verhaal()
                let voor = try verhaal.overdracht()
                let mogelijk = voor.mogelijk(voor: wie.organisatie)
                let weigering = verhaal.weigering { try daad.doe(&$0, wie) }
                let geval = "\(daad.naam) door \(wie.medewerker): \(weigering?.code ?? "gedaan")"
                if mogelijk.contains(daad.naam) {
                    // Possible, so refused only for what was done already.
                    #expect(weigering == nil || weigering?.code == "al-gedaan", "\(geval)")
                } else {
                    #expect(weigering != nil, "\(geval)")
                }
                guard let weigering else { continue }
                #expect(weigering.toestand == voor.status.code, "\(geval)")
                #expect(weigering.mogelijk == mogelijk, "\(geval)")
            }
        }
    }

    @Test("wat een toestand mogelijk noemt staat in de tabel, en gebeurt ergens ook echt")
    func volledig() throws {
        var gedaan: Set<String> = []
        var genoemd: Set<String> = []
        for stand in Self.standen {
            for wie in [R.anna, R.bram] {
                genoemd.formUnion(try stand.verhaal().overdracht().mogelijk(voor: wie.organisatie))
                for daad in Self.daden {
                    var verhaal = try stand.verhaal()
                    if verhaal.weigering({ try daad.doe(&$0, wie) }) == nil { gedaan.insert(daad.naam) }
                }
            }
        }
        let namen = Set(Self.daden.map(\.naam))
        #expect(genoemd.isSubset(of: namen))
        #expect(namen.subtracting(gedaan) == [])
    }
}
