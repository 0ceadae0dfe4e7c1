import Foundation
import Testing
import VerwijzingDomain

/// O22: a family that moves; the zaak stays until the lokaal team there accepts, and what it waits for goes along.
@Suite("O22: een gezin verhuist")
struct VerhuizingTests {
    typealias R = Rolbezetting

    private func verhuis(
        _ verhaal: inout Verhaal, naar team: String? = R.buurteam, door: VerwijzingDomain.Actor = R.anna
    ) throws {
        let besluit = try verhaal.stand.besluit(
            verhuizing: "0268", vanaf: Verhaal.vandaag, lokaalTeam: team, door: door, now: verhaal.nu)
        verhaal.stand = verhaal.stand.na(besluit)
    }

    private static func aanbod(_ naar: String = R.buurteam, door: VerwijzingDomain.Actor = R.anna) -> Zaakhandeling {
        .aanbieden(
            Aanbieding(
                door: door, naar: naar, kenmerk: "A-2222-222-2", urgentie: .regulier, vraag: "overdracht-lokaal-team",
                leeftijdsgroep: "0-11", gemeente: "0268", reden: .verhuizing, antwoorden: Verhaal.volledig))
    }

    private static let dries = R.persoon(R.buurteam, "dries")

    @Test("O22: de zaak blijft waar zij is tot het team daar ja zegt; tot het aanbod loopt er een termijn")
    func blijft() throws {
        var verhaal = try Verhaal()
        try verhuis(&verhaal)
        #expect(verhaal.regie == R.wijkteam)
        #expect(verhaal.zaak.lopendeTermijnen.map(\.soort) == [Zaaktermijn.verhuizing])
        #expect(verhaal.zaak.lopendeTermijnen.first?.medewerker == "mw-anna")
        #expect(verhaal.weigering { try self.verhuis(&$0) }?.code == "al-gedaan")
        #expect(verhaal.weigering { try self.verhuis(&$0, door: R.bram) }?.code == "geen-regie")
        try verhaal.als(Self.aanbod())
        #expect(verhaal.zaak.lopendeTermijnen.isEmpty && verhaal.regie == R.wijkteam)
        try verhaal.als(
            .weigeren(door: Self.dries, reden: .geenCapaciteit, alternatief: .laterOpnieuw, toelichting: nil))
        #expect(verhaal.zaak.lopendeTermijnen.count == 1, "it must be offered again")
        try verhaal.als(Self.aanbod(), Verhaal.tweede)
        try verhaal.als(
            .accepteren(door: Self.dries, werker: Self.dries, startdatum: Verhaal.vandaag), Verhaal.tweede)
        #expect(verhaal.regie == R.buurteam && verhaal.zaak.verhuizing?.isOpen == false)
        #expect(verhaal.zaak.lopendeTermijnen.isEmpty)
    }

    @Test("O22, O19: waar het gezin op wacht gaat mee, met datum en plaats op de wachtlijst")
    func wachtlijst() throws {
        var verhaal = try Verhaal.uitgesteld()
        let sinds = try verhaal.overdracht().aangebodenOp
        verhaal.na(dagen: 30)
        try verhuis(&verhaal)
        try verhaal.als(Self.aanbod(), Verhaal.tweede)
        #expect(try verhaal.overdracht().status.code == "uitgesteld", "it stands beside what the family waits for")
        try verhaal.als(
            .accepteren(door: Self.dries, werker: Self.dries, startdatum: Dag(verhaal.nu)), Verhaal.tweede)
        let wacht = try verhaal.overdracht()
        #expect(wacht.status.code == "uitgesteld" && wacht.van == Self.dries.partij)
        #expect(Wachtplaats(wacht, maatregel: false).wachtSinds == sinds)
        #expect(verhaal.zaak.openAanbiedingen == [Verhaal.eerste])
        // Another organisation there, asked for the same: the family waits since then.
        try verhaal.als(.intrekken(door: Self.dries, reden: .andersOpgelost))
        let gesprek = Gesprek(datum: Dag(verhaal.nu), deelnemers: ["mw-anna", "mw-dries"], gezinAfwezig: nil)
        for door in [R.anna, Self.dries] { try verhaal.als(.bevestigGesprek(door: door, gesprek), Verhaal.tweede) }
        try verhaal.als(.start(door: Self.dries), Verhaal.tweede)
        try verhaal.als(Verhaal.aanbod(door: Self.dries, naar: R.zorg), Verhaal.derde)
        let nieuw = try verhaal.overdracht(Verhaal.derde)
        #expect(nieuw.aangebodenOp > sinds && Wachtplaats(nieuw, maatregel: false).wachtSinds == sinds)
        var ander = try Verhaal()
        ander.na(dagen: 10)
        try ander.als(Verhaal.aanbod())
        let plaatsen = [Wachtplaats(try ander.overdracht(), maatregel: false), Wachtplaats(nieuw, maatregel: false)]
        #expect(Wachtplaats.volgorde(plaatsen).map(\.id) == [Verhaal.derde, Verhaal.eerste])
    }

    @Test("O22, O5: blijft het aanbod uit, dan horen beide teams het en dan de regio; wie al betrokken is hoeft niet")
    func termijn() throws {
        var verhaal = try Verhaal()
        try verhuis(&verhaal)
        let sinds = try #require(verhaal.zaak.lopendeTermijnen.first?.sinds)
        func verstrijk(_ stadium: Int) -> [String] {
            let events = Zaak.verstrijk(
                verhaal.zaak, soort: Zaaktermijn.verhuizing, sinds: sinds, stadium: stadium, now: verhaal.nu)
            for event in events { verhaal.stand.zaak = .evolve(verhaal.stand.zaak, event) }
            return events.map(\.naam)
        }
        #expect(verstrijk(50) == ["zaaktermijn-herinnerd"] && verstrijk(50).isEmpty)
        #expect(verstrijk(100) == ["zaaktermijn-geescaleerd"] && verstrijk(100).isEmpty)
        #expect(verstrijk(150) == ["zaaktermijn-geescaleerd"])
        try verhaal.als(.betrek(door: R.anna, organisatie: R.buurteam, grond: .afspraak))
        #expect(verhaal.zaak.lopendeTermijnen.isEmpty && verstrijk(150).isEmpty)
        var thuis = try Verhaal()
        try verhuis(&thuis, naar: R.wijkteam)
        #expect(thuis.zaak.lopendeTermijnen.isEmpty, "the team there has it already")
    }

    @Test("O22: wie de regie krijgt terwijl het gezin verhuist, moet nog aanbieden; ook als het aanbod daar terugkomt")
    func nieuweRegie() throws {
        func open(_ besluit: Besluit) -> [Bool] {
            besluit.zaak.compactMap { event in
                switch event.feit {
                case .regieVerplaatst(let feit): feit.verhuizing == true
                case .aanbodGesloten(let feit) where feit.verhuizing == true: true
                default: nil
                }
            }
        }
        var verhaal = try Verhaal.aangeboden()
        try verhuis(&verhaal)
        #expect(open(try verhaal.als(Verhaal.accepteer)) == [true], "the family moved, and nobody offered it there")
        // Offered there, and another accepts first: the offer goes, and it must be offered anew.
        var ander = try Verhaal.aangeboden()
        try verhuis(&ander)
        try ander.als(Self.aanbod(), Verhaal.tweede)
        #expect(open(try ander.als(Verhaal.accepteer)) == [false, true])
        #expect(ander.zaak.lopendeTermijnen.first?.medewerker == R.bram.medewerker)
        // The lokaal team there accepts: nothing is left to offer.
        var daar = try Verhaal()
        try verhuis(&daar)
        try daar.als(Self.aanbod())
        let geweigerd = try daar.als(
            .weigeren(door: Self.dries, reden: .geenCapaciteit, alternatief: .laterOpnieuw, toelichting: nil))
        #expect(open(geweigerd) == [true])
        try daar.als(Self.aanbod(), Verhaal.tweede)
        let aanvaard = try daar.als(
            .accepteren(door: Self.dries, werker: Self.dries, startdatum: Verhaal.vandaag), Verhaal.tweede)
        #expect(open(aanvaard) == [false])
    }

    @Test(
        "O22, O23: gaat het team daar op in een ander, dan biedt wie de regie heeft aan die aan; wie het al heeft is klaar")
    func samengegaan() throws {
        func volgOp(_ verhaal: inout Verhaal, _ weg: String, _ door: String?) throws -> [ZaakEvent] {
            let besluit = try verhaal.stand.besluit(
                Opvolging(
                    organisatie: weg,
                    opvolger: door.map { .init(organisatie: $0, werkers: [], leiding: "mw-leiding") },
                    vangnet: Partij(organisatie: R.gi, medewerker: "mw-regio"), lokaalTeam: door),
                now: verhaal.nu)
            verhaal.stand = verhaal.stand.na(besluit)
            return besluit.zaak
        }
        func nogAanTeBieden(_ events: [ZaakEvent]) -> [Bool] {
            events.compactMap { event in
                if case .verhuizingOpgevolgd(let feit) = event.feit { feit.verhuizing == true } else { nil }
            }
        }
        // The team there is in the zaak by the move alone.
        var verhaal = try Verhaal()
        try verhuis(&verhaal)
        let sinds = verhaal.zaak.lopendeTermijnen.map(\.sinds)
        verhaal.na(dagen: 1)
        #expect(nogAanTeBieden(try volgOp(&verhaal, R.buurteam, R.zorg)) == [true])
        #expect(verhaal.zaak.verhuizing?.lokaalTeam == R.zorg && verhaal.zaak.lopendeTermijnen.map(\.sinds) == sinds)
        #expect(try volgOp(&verhaal, R.buurteam, R.zorg).isEmpty)
        try verhaal.als(Self.aanbod(R.zorg))
        try verhaal.als(.accepteren(door: R.cato, werker: R.cato, startdatum: Dag(verhaal.nu)))
        #expect(verhaal.zaak.verhuizing?.isOpen == false)
        // Both are one now, whichever of them the register names first.
        let fusies = [
            [(R.buurteam, R.wijkteam)], [(R.wijkteam, R.buurteam)], [(R.buurteam, R.zorg), (R.wijkteam, R.zorg)],
        ]
        for fusie in fusies {
            for aangeboden in [false, true] {
                var samen = try Verhaal()
                try verhuis(&samen)
                if aangeboden { try samen.als(Self.aanbod()) }
                var events: [ZaakEvent] = []
                for (weg, door) in fusie { events += try volgOp(&samen, weg, door) }
                #expect(nogAanTeBieden(events).last == false)
                #expect(samen.zaak.verhuizing?.isOpen == false && samen.zaak.lopendeTermijnen.isEmpty)
                #expect(samen.zaak.openAanbiedingen.isEmpty)
            }
        }
        // Nobody comes in its place: whoever holds the regie offers it to another team there.
        var zonder = try Verhaal()
        try verhuis(&zonder)
        #expect(nogAanTeBieden(try volgOp(&zonder, R.buurteam, nil)) == [true])
        #expect(zonder.zaak.verhuizing?.lokaalTeam == nil && zonder.zaak.lopendeTermijnen.count == 1)
    }

    @Test("O12, O22: wie betaalt is een geschil naast de overdracht en houdt haar niet op")
    func betaling() throws {
        var verhaal = try Verhaal()
        try verhuis(&verhaal)
        try verhaal.als(Self.aanbod())
        let events = try Geschil.decide(
            nil, over: verhaal.overdracht(),
            .open(
                door: Self.dries, id: Verhaal.derde, over: .betaling, toelichting: Verhaal.inhoud,
                beslisser: .gevonden(R.cato.partij)), now: verhaal.nu)
        #expect(events.map(\.naam) == ["geschil-geopend"])
        try verhaal.als(.accepteren(door: Self.dries, werker: Self.dries, startdatum: Verhaal.vandaag))
        #expect(verhaal.regie == R.buurteam)
    }
}
