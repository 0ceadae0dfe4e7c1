import Foundation
import Testing
import VerwijzingDomain

/// O19: for help, children under a measure come first unless another's need is more urgent; the reason is visible.
@Suite("O19: de volgorde van de wachtlijst")
struct WachtlijstTests {
    /// Offered on the day with this number, each in a zaak of its own.
    private func overdracht(_ urgentie: Urgentie, dag: Double, onveilig: Bool = false) throws -> Overdracht {
        var verhaal = try Verhaal()
        verhaal.na(dagen: dag)
        try verhaal.als(Verhaal.aanbod(urgentie: urgentie))
        if onveilig { try verhaal.als(.meldVeiligheidNietTeHouden(door: Rolbezetting.anna)) }
        return try verhaal.overdracht()
    }

    @Test("O19: dringend eerst, dan een kind onder een maatregel, dan wie het langst wacht")
    func volgorde() throws {
        let oud = try Wachtplaats(overdracht(.regulier, dag: 1), maatregel: false)
        let jong = try Wachtplaats(overdracht(.regulier, dag: 5), maatregel: false)
        let maatregel = try Wachtplaats(overdracht(.regulier, dag: 9), maatregel: true)
        let spoed = try Wachtplaats(overdracht(.spoed, dag: 8), maatregel: false)
        let onveilig = try Wachtplaats(overdracht(.regulier, dag: 7, onveilig: true), maatregel: false)
        let alle = [jong, oud, maatregel, spoed, onveilig]
        let verwacht = [onveilig, spoed, maatregel, oud, jong]
        #expect(Wachtplaats.volgorde(alle) == verwacht)
        #expect(Wachtplaats.volgorde(alle.reversed()) == verwacht)
        #expect(verwacht.map(\.reden) == [.nietVeilig, .spoed, .maatregel, .wachttijd, .wachttijd])
    }

    @Test("O19: een vraag om hulp staat in dezelfde volgorde, met dezelfde redenen")
    func hulpvraag() throws {
        var verhaal = try Hulpverhaal()
        verhaal.nu = Verhaal.begin.addingTimeInterval(3 * 86_400)
        try verhaal.als(Hulpverhaal.vraag())
        let hulp = try #require(verhaal.stand)
        let oud = try Wachtplaats(overdracht(.regulier, dag: 1), maatregel: false)
        let jong = try Wachtplaats(overdracht(.regulier, dag: 5), maatregel: false)
        let spoed = try Wachtplaats(overdracht(.spoed, dag: 6), maatregel: false)
        let plaats = Wachtplaats(hulp, maatregel: false)
        #expect(Wachtplaats.volgorde([jong, plaats, oud, spoed]) == [spoed, oud, plaats, jong])
        #expect(plaats.reden == .wachttijd && plaats.wachtSinds == verhaal.nu)
        #expect(Wachtplaats(hulp, maatregel: true).reden == .maatregel)
        var dringend = try Hulpverhaal()
        try dringend.als(Hulpverhaal.vraag(urgentie: .spoed))
        #expect(Wachtplaats(try #require(dringend.stand), maatregel: true).reden == .spoed)
    }

    @Test("O19, O14: wie een voorstel deed, heeft geantwoord")
    func voorstel() throws {
        var verhaal = try Verhaal()
        try verhaal.als(Verhaal.aanbod(keuze: .besteVoorstel))
        #expect(try verhaal.overdracht().wachtOpOntvanger)
        try verhaal.als(
            .doeVoorstel(
                door: Rolbezetting.bram, werker: Rolbezetting.bea, startdatum: Verhaal.overTweeWeken,
                aanbod: Verhaal.inhoud))
        #expect(try verhaal.overdracht().wachtOpOntvanger == false)
    }

    @Test("O19: van wie even dringend is, gaat het kind onder een maatregel voor")
    func gelijk() throws {
        let eerder = try Wachtplaats(overdracht(.spoed, dag: 1), maatregel: false)
        let maatregel = try Wachtplaats(overdracht(.spoed, dag: 2), maatregel: true)
        #expect(Wachtplaats.volgorde([eerder, maatregel]) == [maatregel, eerder])
        #expect(maatregel.reden == .spoed)
    }
}
