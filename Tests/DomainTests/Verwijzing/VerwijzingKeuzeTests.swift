import Foundation
import Testing
import VerwijzingDomain

@Suite("O14: kiezen uit kandidaten")
struct VerwijzingKeuzeTests {
    typealias R = Rolbezetting

    private func kandidaten() throws -> Verhaal {
        var verhaal = try Verhaal()
        try verhaal.als(Verhaal.aanbod(keuze: .besteVoorstel))
        try verhaal.als(Verhaal.aanbod(naar: R.zorg, keuze: .besteVoorstel), Verhaal.tweede)
        return verhaal
    }

    private let voorstel = OverdrachtCommand.doeVoorstel(
        door: R.bram, werker: R.bea, startdatum: Verhaal.overTweeWeken, aanbod: Verhaal.inhoud)

    @Test("O14: een voorstel verplaatst niets; de afzender is dan aan zet en heeft een termijn om te kiezen")
    func voorstellen() throws {
        var verhaal = try kandidaten()
        #expect(verhaal.weigering { try $0.als(Verhaal.accepteer) }?.code == "afzender-kiest")
        try verhaal.als(voorstel)
        #expect(verhaal.regie == R.wijkteam)
        let overdracht = try verhaal.overdracht()
        #expect(overdracht.aanZet?.organisatie == R.wijkteam && overdracht.aanZet?.medewerker == "mw-anna")
        #expect(try verhaal.soorten() == ["voorstel-kiezen"])
        #expect(overdracht.mogelijk(voor: R.wijkteam).contains("voorstel-kiezen"))
        // The other candidate still owes its answer.
        #expect(try verhaal.soorten(Verhaal.tweede).contains("overdracht-beantwoorden"))
        // A better proposal does not give the sender more time.
        let sinds = overdracht.voorstel?.sinds
        #expect(verhaal.weigering { try $0.als(voorstel) }?.code == "al-gedaan")
        verhaal.na(dagen: 1)
        try verhaal.als(
            .doeVoorstel(door: R.bram, werker: R.bea, startdatum: Verhaal.overTweeWeken, aanbod: UUID()))
        #expect(try verhaal.overdracht().voorstel?.sinds == sinds)
    }

    @Test("O14, O1: precies één wordt gekozen; de regie gaat naar de genoemde werker en de anderen zijn vrij")
    func kiezen() throws {
        var verhaal = try kandidaten()
        try verhaal.als(voorstel)
        try verhaal.als(
            .doeVoorstel(door: R.cato, werker: R.cato, startdatum: Verhaal.overTweeWeken, aanbod: Verhaal.inhoud),
            Verhaal.tweede)
        for afwezig in [AfwezigheidGezin.nietBereikt, nil] {
            var keuze = verhaal
            let besluit = try keuze.als(.kiesVoorstel(door: R.anna, werker: R.bea, gezinAfwezig: afwezig))
            guard case .voorstelGekozen(let feit)? = besluit.events(van: Verhaal.eerste).first?.feit else {
                Issue.record("\(besluit)")
                return
            }
            #expect(feit.gezinErbij == (afwezig == nil) && feit.redenNiet == afwezig)
        }
        let besluit = try verhaal.als(.kiesVoorstel(door: R.anna, werker: R.bea))
        #expect(besluit.events(van: Verhaal.eerste).map(\.naam) == ["voorstel-gekozen", "overdracht-geaccepteerd"])
        #expect(verhaal.zaak.regie.organisatie == R.gi && verhaal.zaak.regie.medewerker == "mw-bea")
        #expect(try verhaal.overdracht(Verhaal.tweede).status == .ingetrokken(.anderGekozen))
        #expect(verhaal.zaak.openAanbiedingen.isEmpty)
        let nogmaals = Zaakhandeling.kiesVoorstel(door: R.anna, werker: R.cato)
        #expect(verhaal.weigering { try $0.als(nogmaals, Verhaal.tweede) }?.toestand == "ingetrokken")
    }

    @Test("O14: alleen de afzender kiest, alleen wat er ligt, en een voorbije datum niet")
    func geweigerd() throws {
        var verhaal = try kandidaten()
        let keuze = Zaakhandeling.kiesVoorstel(door: R.anna, werker: R.bea)
        #expect(verhaal.weigering { try $0.als(keuze) }?.code == "kan-niet-in-deze-toestand")
        try verhaal.als(voorstel)
        for door in [R.bram, R.cato] {
            #expect(
                verhaal.weigering { try $0.als(.kiesVoorstel(door: door, werker: R.bea)) }?.code
                    == "verkeerde-organisatie")
        }
        // Who left since is no worker any more.
        let weg = R.persoon(R.gi, "bea", [])
        #expect(verhaal.weigering { try $0.als(.kiesVoorstel(door: R.anna, werker: weg)) }?.code == "geen-werker")
        verhaal.na(dagen: 30)
        #expect(verhaal.weigering { try $0.als(keuze) }?.code == "startdatum-voorbij")
        try verhaal.als(.weigeren(door: R.bram, reden: .geenCapaciteit, alternatief: .consultatie, toelichting: nil))
        #expect(try verhaal.overdracht().voorstel == nil)
    }

    @Test("O14: alleen bij spoed wint wie het eerst komt")
    func spoed() throws {
        var verhaal = try Verhaal.aangeboden()
        for keuze in Keuze.allCases {
            let weigering = verhaal.weigering {
                try $0.als(Verhaal.aanbod(naar: R.zorg, keuze: keuze), Verhaal.tweede)
            }
            #expect(weigering?.code == "keuze-nodig", "\(keuze)")
        }
        var metSpoed = try Verhaal()
        try metSpoed.als(Verhaal.aanbod(urgentie: .spoed))
        try metSpoed.als(Verhaal.aanbod(naar: R.zorg, urgentie: .spoed), Verhaal.tweede)
        #expect(
            metSpoed.weigering { try $0.als(Verhaal.aanbod(naar: R.buurteam), Verhaal.derde) }?.code == "keuze-nodig")
        #expect(metSpoed.weigering { try $0.als(voorstel) }?.code == "geen-keuze")
        try metSpoed.als(Verhaal.accepteer)
        #expect(metSpoed.regie == R.gi)
    }
}
