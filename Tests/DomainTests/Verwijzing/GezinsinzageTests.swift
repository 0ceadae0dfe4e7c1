import Contracts
import Foundation
import Testing
import VerwijzingDomain

@testable import Verwijzing

/// S3: who of the family is told who read what, and on which ground that was.
@Suite("Wie las wat, voor wie van het gezin (S3)")
struct GezinsinzageTests {
    typealias B = Beschermverhaal

    private static let moeder = "gezinslid-moeder"
    private static let vader = "gezinslid-vader"

    private func lezing(
        _ organisatie: String, op: Date = Verhaal.begin, doelen: Set<String> = [], gezin: Bool = true,
        personen: Set<String> = [], lopendOnderzoek: Bool = false
    ) throws -> Gezinslezing {
        Gezinslezing(
            organisatie: try #require(OIN(organisatie)), wat: .dossier, op: op, doelen: doelen, gezin: gezin,
            personen: personen, lopendOnderzoek: lopendOnderzoek)
    }

    /// A handover that asks the gi to investigate, or to help.
    private func verhaal(onderzoek: Bool) throws -> Verhaal {
        var verhaal = try Verhaal()
        verhaal.na(dagen: 1)
        guard case .aanbieden(var aanbieding) = Verhaal.aanbod() else { throw Weigering.onbekend("aanbod") }
        if onderzoek { aanbieding.vraag = "verzoek-tot-onderzoek" }
        try verhaal.als(.aanbieden(aanbieding))
        return verhaal
    }

    @Test("S3: wat in een lopend onderzoek gelezen is staat er niet in, tot het eindigt", arguments: [true, false])
    func onderzoek(_ isOnderzoek: Bool) throws {
        var verhaal = try verhaal(onderzoek: isOnderzoek)
        let doel = "overdracht A-2222-222-2"
        let lezingen = [
            // By purpose, also its sender's; by who investigates, for whatever it reads since.
            try lezing(Rolbezetting.gi, op: verhaal.nu + 60, doelen: [doel]),
            try lezing(Rolbezetting.wijkteam, op: verhaal.nu + 60, doelen: [doel]),
            try lezing(Rolbezetting.gi, op: verhaal.nu + 60, doelen: ["zaak A-2222-222-2"]),
        ]
        let eerder = try lezing(Rolbezetting.gi, op: verhaal.nu - 60, doelen: ["zaak A-2222-222-2"])
        let ander = try lezing(Rolbezetting.zorg, op: verhaal.nu + 60, doelen: ["zaak A-2222-222-2"])
        func weg(_ lezing: Gezinslezing) -> Weglating? {
            Toegang.weglating(lezing, voor: [], Array(verhaal.stand.overdrachten.values), .vrij)
        }
        for lezing in lezingen { #expect(weg(lezing) == (isOnderzoek ? .lopendOnderzoek : nil)) }
        #expect(weg(eerder) == nil && weg(ander) == nil)
        try verhaal.als(
            .accepteren(door: Rolbezetting.bram, werker: Rolbezetting.bram, startdatum: Verhaal.overTweeWeken))
        for lezing in lezingen { #expect(weg(lezing) == (isOnderzoek ? .lopendOnderzoek : nil)) }
        try verhaal.als(
            OverdrachtCommand.vraagIntrekking(
                door: Rolbezetting.anna, reden: .nietMeerNodig, regiehouder: Rolbezetting.anna))
        try verhaal.als(.stemInMetIntrekking(door: Rolbezetting.bram))
        for lezing in lezingen { #expect(weg(lezing) == nil) }
        // Another service says so of its own.
        #expect(weg(try self.lezing(Rolbezetting.zorg, lopendOnderzoek: true)) == .lopendOnderzoek)
    }

    @Test("S3: iemand van het gezin ziet wat over het gezin en over zichzelf gaat, niet wat over een ander gaat")
    func perPersoon() throws {
        let overMoeder = try lezing(Rolbezetting.gi, gezin: false, personen: [Self.moeder])
        let overGezin = try lezing(Rolbezetting.gi, gezin: true, personen: [Self.moeder])
        func weg(_ lezing: Gezinslezing, _ wie: Set<String>) -> Weglating? {
            Toegang.weglating(lezing, voor: wie, [], .vrij)
        }
        #expect(weg(overMoeder, [Self.moeder]) == nil)
        #expect(weg(overMoeder, [Self.vader]) == .vanEenAnder)
        #expect(weg(overMoeder, []) == .vanEenAnder)
        for wie in [[Self.moeder], [Self.vader], []] { #expect(weg(overGezin, Set(wie)) == nil) }
    }

    @Test("S3, P1: van een afgeschermde organisatie staat er niets, wie het ook is")
    func afgeschermd() throws {
        var bescherm = try B()
        let wat = try #require(Afgeschermde(.plaatsing, organisatie: Rolbezetting.zorg, gemeente: "0268"))
        try bescherm.als(
            .schermAf(
                door: Rolbezetting.anna, id: B.afscherming, wat: wat, reden: .veiligheidGezin, toelichting: nil,
                ookBekendBij: []))
        let zicht = Toegang.zichtVanGezin(bescherm.bescherming)
        #expect(Toegang.weglating(try lezing(Rolbezetting.zorg), voor: [Self.moeder], [], zicht) == .afgeschermd)
        #expect(Toegang.weglating(try lezing(Rolbezetting.gi), voor: [Self.moeder], [], zicht) == nil)
    }

    @Test("S3, P2: de grond van een lezing is die van toen: wat daarna is ingetrokken verandert daar niets aan")
    func grondVanToen() throws {
        var bescherm = try B()
        var gebeurd: [BeschermingEvent] = []
        func doe(_ command: BeschermingCommand) throws { gebeurd += try bescherm.als(command) }
        for (id, rol) in [(B.kind, Gezinsrol.kind), (B.moeder, .volwassene)] {
            try doe(.legGezinslidVast(door: Rolbezetting.anna, id: id, rol: rol, gegevens: Verhaal.inhoud))
        }
        try doe(
            .legGezagVast(
                door: Rolbezetting.anna,
                Gezag(kind: B.kind, volwassene: B.moeder, heeftGezag: true, bron: .gezagsregister)))
        let geboren = try bescherm.geboren(8)
        func zegt(_ besluit: Toestemmingsbesluit) throws {
            try doe(
                .legToestemmingVast(
                    door: Rolbezetting.anna, kind: B.kind, gever: B.moeder, organisatie: B.hulp, besluit: besluit,
                    geboren: geboren))
        }
        let ervoor = bescherm.nu + 60
        bescherm.nu += 3600
        try zegt(.gegeven)
        let tijdens = bescherm.nu + 60
        bescherm.nu += 3600
        try zegt(.ingetrokken)
        let erna = bescherm.nu + 60
        bescherm.nu += 3600
        try doe(
            .legKaderVast(
                door: Rolbezetting.anna,
                GedwongenKader(kind: B.kind, uitvoerder: B.hulp, vanaf: Dag(bescherm.nu), tot: nil)))
        let maatregel = bescherm.nu + 60
        let zaak = try Zaak.decide(
            nil,
            .open(
                zaak: Verhaal.zaak, kenmerk: "A-2222-222-2", regio: "gelderland-midden", oefening: false,
                regie: Rolbezetting.anna.partij), now: Verhaal.begin)
        let gronden = Gezinsgronden(zaak, gebeurd, geboren: [B.kind: geboren])
        let gevonden = [ervoor, tijdens, erna, maatregel].map { gronden.grond(B.hulp, op: $0) }
        #expect(gevonden == [.nietVastgelegd, .toestemming, .nietVastgelegd, .wettelijkeTaak])
        #expect(gronden.grond(Rolbezetting.zorg, op: maatregel) == .nietVastgelegd)

        // Each ground its own line, the last reader first.
        let regels = try GezinsoverzichtRegel.regels(
            [tijdens, tijdens + 1, erna].map { try lezing(B.hulp, op: $0) }, gronden)
        #expect(regels.map(\.grond) == [.nietVastgelegd, .toestemming])
        #expect(regels.map(\.keren) == [1, 2])
        #expect(regels[1].eerst == tijdens && regels[1].laatst == tijdens + 1)
    }
}
