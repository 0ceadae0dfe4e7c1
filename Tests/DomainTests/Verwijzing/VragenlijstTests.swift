import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// O16: what a family told once is shared with who is to do the same.
@Suite("O16: vragenlijsten die twee organisaties delen")
struct VragenlijstTests {
    typealias R = Rolbezetting

    private static let id = Verhaal.tweede
    private var stand: Vragenlijst?
    private var verhaal: Verhaal

    init() throws { verhaal = try Verhaal() }

    private static func stelOp(door: VerwijzingDomain.Actor = R.anna, aantal: Int = 3) -> VragenlijstCommand {
        .stelOp(door: door, id: id, over: "onderzoek", vragen: Verhaal.inhoud, aantal: aantal, uit: nil)
    }

    private static func deel(
        _ met: String = R.gi, door: VerwijzingDomain.Actor = R.anna, inZaak: Bool = true
    ) -> VragenlijstCommand { .deel(door: door, met: met, grondslag: .wettelijkeTaak, inZaak: inZaak) }

    private static func vraagAan(
        _ door: VerwijzingDomain.Actor = R.bram, inZaak: Bool = true, bekend: Bool = true
    ) -> VragenlijstCommand {
        .vraagAan(door: door, grondslag: .wettelijkeTaak, inZaak: inZaak, bekend: bekend)
    }

    @discardableResult
    private mutating func doe(_ command: VragenlijstCommand, zicht: Zicht = .vrij) throws -> [VragenlijstEvent] {
        try neem(Vragenlijst.decide(stand, in: verhaal.zaak, command, zicht: zicht, now: verhaal.nu))
    }

    @discardableResult
    private mutating func volg(_ zaak: Zaak, _ bescherming: Bescherming? = nil) throws -> [VragenlijstEvent] {
        guard let lijst = stand else { return [] }
        let events = try neem(Vragenlijst.volg(lijst, in: zaak, bescherming, now: verhaal.nu))
        let na = try #require(stand)
        #expect(Vragenlijst.volg(na, in: zaak, bescherming, now: verhaal.nu).isEmpty, "once")
        return events
    }

    private mutating func neem(_ events: [VragenlijstEvent]) throws -> [VragenlijstEvent] {
        for event in events {
            // As it travels and as its row keeps it.
            let gelezen = try Post.heenEnWeer(event, event.naam, domein: "overdrachten")
            #expect(gelezen == event)
            stand = .evolve(stand, gelezen)
        }
        stand = try stand.map { try Post.bewaard($0) }
        return events
    }

    private mutating func weigering(_ command: VragenlijstCommand) -> String? {
        let vooraf = stand
        do { try doe(command) } catch let weigering as Weigering {
            #expect(stand == vooraf && !weigering.uitleg.isEmpty)
            return weigering.code
        } catch { Issue.record("\(error)") }
        return nil
    }

    private var termijnen: [String] { stand?.lopendeTermijnen.map { "\($0.soort) \($0.organisatie)" } ?? [] }

    @Test("O16: alleen wie haar maakte antwoordt en deelt; wat nog geen antwoord heeft blijft te vragen")
    mutating func antwoorden() throws {
        #expect(weigering(.beantwoord(door: R.anna, nummer: 1, antwoord: Verhaal.inhoud)) == "onbekende-vragenlijst")
        #expect(
            weigering(Self.stelOp(door: R.persoon(R.wijkteam, "pia", [.planner]))) == "rol-ontbreekt")
        try doe(Self.stelOp())
        #expect(stand?.open == [1, 2, 3] && termijnen == [])
        for nummer in [0, 4] {
            #expect(
                weigering(.beantwoord(door: R.anna, nummer: nummer, antwoord: Verhaal.inhoud)) == "onbekend-nummer")
        }
        #expect(weigering(.beantwoord(door: R.bram, nummer: 2, antwoord: Verhaal.inhoud)) == "niet-de-eigenaar")
        try doe(.beantwoord(door: R.anna, nummer: 2, antwoord: Verhaal.inhoud))
        try doe(.beantwoord(door: R.arie, nummer: 2, antwoord: Verhaal.derde))
        #expect(stand?.open == [1, 3] && stand?.antwoorden.map(\.inhoud) == [Verhaal.derde], "the last one counts")
        #expect(stand?.antwoorden.first?.door == R.arie.partij)
        #expect(weigering(Self.deel(door: R.bram)) == "niet-de-eigenaar")
        #expect(weigering(Self.deel(R.wijkteam)) == "naar-zichzelf")
        #expect(weigering(Self.deel(inZaak: false)) == "geen-deel-in-de-zaak")
        #expect(stand?.isGedeeld(met: R.gi) == false)
    }

    @Test("O5, O16: wie erom vraagt wacht met een termijn, wie haar krijgt bevestigt dat; de regie verandert niet")
    mutating func delen() throws {
        try doe(Self.stelOp())
        #expect(stand?.mogelijk(voor: R.gi, inZaak: true) == ["vragenlijst-aanvragen"])
        #expect(stand?.mogelijk(voor: R.gi, inZaak: false) == [])
        #expect(weigering(Self.vraagAan(inZaak: false)) == "kan-niet-in-deze-toestand")
        #expect(weigering(Self.vraagAan(R.planner)) == "rol-ontbreekt")
        try doe(Self.vraagAan())
        #expect(weigering(Self.vraagAan(R.bea)) == "kan-niet-in-deze-toestand", "a colleague asked already")
        #expect(termijnen == ["vragenlijst-delen \(R.wijkteam)"])
        verhaal.nu += 60
        try doe(Self.vraagAan(R.cato))
        let gedeeld = try doe(Self.deel())
        guard case .gedeeld(let feit)? = gedeeld.first?.feit else {
            Issue.record("\(gedeeld)")
            return
        }
        #expect(feit.aanvrager == R.bram.partij && feit.wachtend == 1)
        #expect(weigering(Self.deel()) == "al-gedaan")
        #expect(weigering(.ontvang(door: R.cato)) == "kan-niet-in-deze-toestand", "not shared with that one")
        #expect(
            termijnen == ["vragenlijst-delen \(R.wijkteam)", "vragenlijst-ontvangen \(R.gi)"])
        try doe(.ontvang(door: R.bram))
        #expect(weigering(.ontvang(door: R.bea)) == "kan-niet-in-deze-toestand")
        #expect(weigering(.weiger(door: R.anna, organisatie: R.gi, reden: .nietAf)) == "niet-gevraagd")
        let geweigerd = try doe(.weiger(door: R.anna, organisatie: R.zorg, reden: .gezinWilNiet))
        guard case .geweigerd(let nee)? = geweigerd.first?.feit else {
            Issue.record("\(geweigerd)")
            return
        }
        #expect(nee.aanvrager == R.cato.partij && nee.wachtend == 0 && termijnen == [])
        #expect(weigering(Self.vraagAan(R.cato, bekend: false)) == "afgeschermd-voor-eigenaar")
        // A refusal is not the last word.
        try doe(Self.vraagAan(R.cato))
        try doe(Self.deel(R.zorg))
        #expect(stand?.delingen.map(\.met) == [R.gi, R.zorg] && stand?.aanvragen == [])
    }

    /// A zaak in which these have a part beside the wijkteam, and what hides `verborgen` from everyone else there.
    private func zaak(met anderen: [String], verborgen: String? = nil) throws -> (Zaak, Bescherming?) {
        var verhaal = try Verhaal()
        for ander in anderen { try verhaal.als(.betrek(door: R.anna, organisatie: ander, grond: .afspraak)) }
        guard let verborgen else { return (verhaal.zaak, nil) }
        var beschermd = try Beschermverhaal(verhaal.zaak)
        let wat = try #require(Afgeschermde(.plaatsing, organisatie: verborgen, gemeente: "0268"))
        try beschermd.als(
            .schermAf(
                door: R.persoon(R.buurteam, "bo"), id: Beschermverhaal.afscherming, wat: wat, reden: .veiligheidGezin,
                toelichting: nil, ookBekendBij: []))
        return (verhaal.zaak, beschermd.bescherming)
    }

    @Test("O16, P1: een weigering zegt niet of een afgeschermde organisatie vroeg; ook niet wat er nog kan")
    mutating func geenOrakel() throws {
        let (_, bescherming) = try zaak(met: [R.gi, R.zorg], verborgen: R.gi)
        let zicht = try #require(bescherming).zicht(voor: R.wijkteam)
        try doe(Self.stelOp())
        let gokken: [VragenlijstCommand] = [
            .weiger(door: R.anna, organisatie: R.gi, reden: .anders), Self.deel(R.gi, inZaak: false),
        ]
        func antwoorden() -> [Weigering] {
            gokken.compactMap { gok in
                do throws(Weigering) {
                    _ = try Vragenlijst.decide(stand, in: verhaal.zaak, gok, zicht: zicht, now: verhaal.nu)
                    return nil
                } catch { return error }
            }
        }
        let vooraf = antwoorden()
        #expect(vooraf.map(\.code) == ["niet-gevraagd", "geen-deel-in-de-zaak"])
        try doe(Self.vraagAan())
        #expect(antwoorden() == vooraf, "asked by who is shielded")
        #expect(stand?.mogelijk(voor: R.wijkteam, inZaak: true, zicht: zicht).contains("vragenlijst-weigeren") == false)
        try doe(Self.deel())
        #expect(antwoorden() == vooraf, "shared with who is shielded since")
    }

    @Test("O5, O16, P1, P5: wat bij niemand meer kan komen vervalt, zodat niemand een taak houdt die niet kan")
    mutating func vervalt() throws {
        try doe(Self.stelOp())
        try doe(Self.vraagAan())
        try doe(Self.deel(R.zorg))
        let allen = try zaak(met: [R.gi, R.zorg])
        #expect(try volg(allen.0).isEmpty, "both have a part")
        let begin = stand
        for (zaak, bescherming) in [try zaak(met: [R.zorg]), try zaak(met: [R.gi, R.zorg], verborgen: R.gi)] {
            stand = begin
            let events = try volg(zaak, bescherming)
            guard case .vervallen(let feit)? = events.first?.feit, events.count == 1 else {
                Issue.record("\(events)")
                continue
            }
            #expect(feit.organisatie == R.gi && feit.aanvrager == R.bram.partij && feit.wachtend == 0)
            #expect(termijnen == ["vragenlijst-ontvangen \(R.zorg)"])
        }
        // Who may not know of the owner can neither ask nor receive.
        stand = begin
        let dicht = try zaak(met: [R.gi, R.zorg], verborgen: R.wijkteam)
        #expect(try volg(dicht.0, dicht.1).count == 2)
        #expect(termijnen == [])
        // Who is shielded from the owner since it was shared reads it, and says so.
        stand = begin
        let zorg = try zaak(met: [R.gi, R.zorg], verborgen: R.zorg)
        #expect(try volg(zorg.0, zorg.1).isEmpty)
        // Who left has no task; what was received is history.
        stand = begin
        try doe(.ontvang(door: R.cato))
        #expect(try volg(zaak(met: []).0).count == 1)
        #expect(termijnen == [] && stand?.delingen.map(\.met) == [R.zorg])
    }

    @Test("O5, O16: willekeurige handelingen; nooit stil zonder termijn, en niemand leest wat niet met hem is gedeeld")
    mutating func eigenschappen() throws {
        let omgeving = ProcessInfo.processInfo.environment
        let zaad = omgeving["KETEN_TEST_SEED"].flatMap { UInt64($0) } ?? 20_261_130
        let zaken = [try zaak(met: [R.gi, R.zorg]).0, try zaak(met: [R.gi]).0, try zaak(met: []).0]
        let mensen = [R.anna, R.arie, R.bram, R.cato, R.planner, R.onbekende]
        let organisaties = [R.wijkteam, R.gi, R.zorg]
        var gedaan: [String: Int] = [:]
        for reeks in 0..<600 {
            var kans = Zaadgenerator(toestand: zaad &+ UInt64(reeks))
            stand = nil
            var gedeeldDoorEigenaar: Set<String> = []
            for _ in 0..<40 {
                verhaal.nu += TimeInterval(Int.random(in: 1...90_000, using: &kans))
                let door = mensen.randomElement(using: &kans) ?? R.anna
                let ander = organisaties.randomElement(using: &kans) ?? R.gi
                let termijn = stand?.lopendeTermijnen.randomElement(using: &kans)
                if Int.random(in: 0..<10, using: &kans) == 0 {
                    let zaak = zaken.randomElement(using: &kans) ?? verhaal.zaak
                    let vooraf = stand?.delingen.filter { $0.ontvangen != nil }
                    for event in try volg(zaak) { gedaan[event.naam, default: 0] += 1 }
                    let nu = stand
                    #expect(nu?.delingen.filter { $0.ontvangen != nil } == vooraf)
                    #expect(nu?.aanvragen.allSatisfy { zaak.isBetrokken($0.door.organisatie) } != false)
                    #expect(
                        nu?.lopendeTermijnen.allSatisfy {
                            $0.organisatie == R.wijkteam || zaak.isBetrokken($0.organisatie)
                        } != false)
                    gedeeldDoorEigenaar = Set(nu?.delingen.map(\.met) ?? [])
                    continue
                }
                let command: VragenlijstCommand
                switch Int.random(in: 0..<8, using: &kans) {
                case 0: command = Self.stelOp(door: R.anna)
                case 1:
                    command = .beantwoord(
                        door: door, nummer: Int.random(in: 0...4, using: &kans), antwoord: Verhaal.inhoud)
                case 2: command = Self.vraagAan(door, inZaak: Int.random(in: 0..<4, using: &kans) > 0)
                case 3:
                    command = .weiger(
                        door: door, organisatie: ander,
                        reden: Vragenlijstweigerreden.allCases.randomElement(using: &kans) ?? .anders)
                case 4: command = Self.deel(ander, door: door, inZaak: Int.random(in: 0..<4, using: &kans) > 0)
                case 5: command = .ontvang(door: door)
                default:
                    command = .termijnVerstreken(
                        soort: termijn?.soort ?? Vragenlijsttermijn.delen, sinds: termijn?.sinds ?? verhaal.nu,
                        stadium: [50, 80, 100, 150, 7].randomElement(using: &kans) ?? 100)
                }
                let vooraf = stand
                do {
                    for event in try doe(command) {
                        gedaan[event.naam, default: 0] += 1
                        if case .gedeeld(let feit) = event.feit {
                            #expect(event.kop.door?.organisatie == R.wijkteam)
                            gedeeldDoorEigenaar.insert(feit.met)
                        }
                    }
                } catch is Weigering {
                    #expect(stand == vooraf)
                    continue
                }
                guard let lijst = stand else { continue }
                let soorten = Set(lijst.lopendeTermijnen.map(\.soort))
                #expect(soorten.contains(Vragenlijsttermijn.delen) == !lijst.aanvragen.isEmpty)
                #expect(
                    soorten.contains(Vragenlijsttermijn.ontvangen) == lijst.delingen.contains { $0.ontvangen == nil })
                #expect(Set(lijst.delingen.map(\.met)) == gedeeldDoorEigenaar)
                #expect(Set(lijst.open).isDisjoint(with: lijst.antwoorden.map(\.nummer)))
                #expect(lijst.eigenaar == R.anna.partij)
            }
        }
        #expect(Set(gedaan.keys) == Set(OverdrachtenEvents.vragenlijsten.map { $0.eventType.name }))
        #expect(gedaan.values.allSatisfy { $0 >= 20 }, "\(gedaan)")
    }
}
