import Contracts
import Foundation
import MeldingDomain
import Testing

@Suite("De code waarmee iemand zonder account ziet wat van hem is")
struct ToegangscodeTests {
    private func toeval() -> [UInt8] { (0..<32).map { _ in UInt8.random(in: 0...255) } }

    @Test("M4: een code is te lezen zoals iemand hem typt, en hetzelfde toeval geeft dezelfde code")
    func lezen() throws {
        let bytes = toeval()
        let code = Toegangscode(toeval: bytes)
        #expect(Toegangscode(toeval: bytes) == code)
        #expect(Toegangscode(toeval: toeval()) != code)
        #expect(code.tekst.split(separator: "-").map(\.count) == [4, 4, 4, 4, 4, 4])
        for getypt in [
            code.tekst, code.tekst.lowercased(), code.tekst.replacing("-", with: " "),
            code.tekst.replacing("-", with: ""), "  \(code.tekst)\n",
        ] {
            #expect(Toegangscode(getypt) == code, "\(getypt)")
        }
    }

    @Test("M4: een tikfout is geen code: een ander teken, twee verwisseld, een te weinig of te veel")
    func tikfout() {
        let alfabet = "23456789ABCDEFGHJKMNPQRTVWXYZ"
        let tekens = Array(Toegangscode(toeval: toeval()).tekst.replacing("-", with: ""))
        for plek in tekens.indices {
            for ander in alfabet where ander != tekens[plek] {
                var fout = tekens
                fout[plek] = ander
                #expect(Toegangscode(String(fout)) == nil)
            }
            if plek > 0, tekens[plek] != tekens[plek - 1] {
                var fout = tekens
                fout.swapAt(plek, plek - 1)
                #expect(Toegangscode(String(fout)) == nil)
            }
        }
        let heel = String(tekens)
        for fout in [
            "", String(heel.dropLast()), heel + "2", heel.replacing(heel.prefix(1), with: "0"), "O" + heel.dropFirst(),
            String(repeating: "2", count: 100_000), "é" + heel.dropFirst(), "<script>",
        ] {
            #expect(Toegangscode(fout) == nil, "\(fout.prefix(40))")
        }
    }

    @Test("M4: elk teken komt even vaak voor: het toeval wordt niet scheef")
    func verdeling() {
        var aantal: [Character: Int] = [:]
        for _ in 0..<2_000 {
            for teken in Toegangscode(toeval: toeval()).tekst.replacing("-", with: "").dropLast() {
                aantal[teken, default: 0] += 1
            }
        }
        // 46 000 characters over 29: about 1 586 each, give or take 40.
        #expect(aantal.count == 29)
        #expect(aantal.values.allSatisfy { (1_300...1_900).contains($0) }, "\(aantal)")
    }
}

@Suite("Melding: een burger")
struct BurgermeldingTests {
    private func burger(_ wijzig: (inout NieuweMelding) -> Void = { _ in }) -> NieuweMelding {
        Intake.volledig {
            $0.melder = .burger(afgeschermd: true)
            ($0.grondslag, $0.ontvanger, $0.eigenKenmerk, $0.betrokkenen) = (nil, nil, nil, [])
            wijzig(&$0)
        }
    }

    private func gemeld(
        _ wijzig: (inout NieuweMelding) -> Void = { _ in }, _ meer: MeldingCommand...
    ) throws -> [MeldingEvent] {
        var state: Melding?
        var events: [MeldingEvent] = []
        let alle = [.ontvangen(Intake.ontvangst(burger(wijzig)))] + meer
        for (index, command) in alle.enumerated() {
            for event in try Melding.decide(state, command, now: Intake.begin.addingTimeInterval(Double(index) * 60)) {
                state = Melding.evolve(state, event)
                events.append(event)
            }
        }
        return events
    }

    @Test("M1, M9: een burger meldt zonder grondslag en zonder organisatie, en blijft afgeschermd als hij dat wil")
    func zonderGrondslag() throws {
        #expect(burger().gebreken() == [])
        let melding = Melding.evolve(nil, try #require(try gemeld().first))
        #expect(melding.melder == nil)
        #expect(melding.melderAfgeschermd)
        #expect(melding.ontbreekt == [])
        let open = try #require(try gemeld { $0.melder = .burger(afgeschermd: false) }.first)
        #expect(!Melding.evolve(nil, open).melderAfgeschermd)
    }

    @Test("M2: een burger stuurt alleen de soorten die voor hem zijn; een andere telt als niet ingevuld")
    func soorten() throws {
        for soort in Meldingsoort.allCases {
            let fouten = burger { $0.soort = soort }.gebreken().map(\.gebrek)
            #expect(fouten == (Meldingsoort.vanBurger.contains(soort) ? [] : [.soort]), "\(soort)")
        }
        #expect(Intake.volledig { $0.soort = .consultatie }.gebreken() == [])
        let acuut = try #require(
            try gemeld {
                $0.soort = .verzoekInzetOnderzoeksbevoegdheid
                $0.acuut = .ja
            }.first)
        let melding = Melding.evolve(nil, acuut)
        #expect(melding.soort == nil)
        #expect(melding.ontbreekt == [.soort])
    }

    @Test("M3, M9: wie bij acuut gevaar niet zegt wie hij is, blijft afgeschermd")
    func afgeschermdZonderAntwoord() throws {
        let melding = Melding.evolve(
            nil,
            try #require(
                try gemeld {
                    $0.melder = nil
                    $0.acuut = .ja
                }.first))
        #expect(melding.melderAfgeschermd)
        #expect(melding.ontbreekt == [.melder])
    }

    @Test("M4: de melder hoort elke stap met wie behandelt, één keer, en aan het eind de uitkomst")
    func stappen() throws {
        let zaak = ZaakId(Intake.uuid(7))
        let events = try gemeld(
            { _ in }, .doorsturen(naar: Intake.wijkteam, door: Intake.vera, toelichting: nil),
            .oppakken(door: Intake.wim), .inCasusOpgenomen(zaak: zaak), .beoordeeld(zaak: zaak, .beoordeeldOverdracht))
        let stappen = Melding.stappenVoorMelder(events)
        #expect(stappen.map(\.status) == [.ontvangen, .doorgestuurd, .inBehandeling, .afgehandeld])
        #expect(stappen.map(\.behandelaar) == [Intake.vt, Intake.wijkteam, Intake.wijkteam, Intake.wijkteam])
        #expect(stappen.map(\.uitkomst) == [nil, nil, nil, .beoordeeldOverdracht])
        #expect(stappen.map(\.op) == [0, 60, 120, 240].map { Intake.begin.addingTimeInterval($0) })
    }

    @Test("M4: wie van terugkoppeling afziet, hoort alleen dat de melding er is")
    func afgezien() throws {
        let events = try gemeld(
            { $0.terugkoppelingGewenst = false }, .oppakken(door: Intake.vera),
            .afhandelen(.geenVervolg, door: Intake.vera))
        let stappen = Melding.stappenVoorMelder(events)
        #expect(stappen.map(\.status) == [.ontvangen])
        #expect(stappen.first?.uitkomst == nil)
        #expect(Melding.stappenVoorMelder([]) == [])
    }
}
