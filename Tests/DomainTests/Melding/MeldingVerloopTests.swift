import Foundation
import MeldingDomain
import Testing

@Suite("Melding: van ontvangst tot uitkomst")
struct MeldingVerloopTests {
    private func code(_ state: Melding, _ command: MeldingCommand) -> String? {
        do {
            _ = try Melding.decide(state, command, now: Intake.begin)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("M4: de melder ziet stappen, en de uitkomst tenzij die ervan afzag")
    func status() throws {
        let zaak = ZaakId(Intake.uuid(2))
        let ontvangen = try Intake.melding()
        #expect(ontvangen.statusVoorMelder == .ontvangen)
        let inCasus = try Intake.melding({ _ in }, .inCasusOpgenomen(zaak: zaak))
        #expect(inCasus.statusVoorMelder == .inBehandeling)
        #expect(inCasus.zaak == zaak)
        let klaar = try Intake.melding({ _ in }, .inCasusOpgenomen(zaak: zaak), .beoordeeld(zaak: zaak, .vervolgBijVT))
        #expect(klaar.statusVoorMelder == .afgehandeld)
        #expect(klaar.uitkomstVoorMelder == .vervolgBijVT)
        #expect(klaar.lopendeTermijnen.isEmpty)
        let zwijgt = try Intake.melding(
            { $0.terugkoppelingGewenst = false }, .afhandelen(.geenVervolg, door: Intake.vera))
        #expect(zwijgt.uitkomstVoorMelder == nil)
        for uitkomst in [
            "advies", "onderzoek", "voorwaarden-en-vervolg", "verzoek-tot-bespreking", "verzoek-om-maatregel",
            "overdracht", "geen-vervolg",
        ] {
            #expect(Uitkomst(beoordeling: uitkomst) != nil, "R2 \(uitkomst)")
        }
    }

    @Test("M5: dezelfde melding nog eens verandert niets")
    func tweemaal() throws {
        let melding = try Intake.melding()
        #expect(try Melding.decide(melding, .ontvangen(Intake.ontvangst(Intake.volledig())), now: Intake.begin) == [])
        #expect(
            Melding.dubbelsleutel(melder: Intake.school, eigenKenmerk: "S-1", oefening: false)
                == Melding.dubbelsleutel(melder: Intake.school, eigenKenmerk: "S-1", oefening: false))
        #expect(
            Melding.dubbelsleutel(melder: Intake.school, eigenKenmerk: "S-1", oefening: false)
                != Melding.dubbelsleutel(melder: Intake.wijkteam, eigenKenmerk: "S-1", oefening: false))
        #expect(Melding.dubbelsleutel(melder: Intake.school, eigenKenmerk: nil, oefening: false) == nil)
        #expect(
            Melding.dubbelsleutel(melder: Intake.school, eigenKenmerk: "S-1", oefening: false)
                != Melding.dubbelsleutel(melder: Intake.school, eigenKenmerk: "S-1", oefening: true))
    }

    @Test("M2: een soort verandert alleen door een persoon van de behandelaar, nooit bij het aanvullen")
    func soort() throws {
        let melding = try Intake.melding()
        #expect(code(melding, .soortWijzigen(naar: .vtMelding, door: Intake.wim)) == "niet-de-behandelaar")
        #expect(code(melding, .aanvullen(Aanvulling(soort: .vtMelding), door: Intake.vera)) == "soort-staat-al")
        let vt = try Intake.melding({ _ in }, .soortWijzigen(naar: .vtMelding, door: Intake.vera))
        #expect(vt.soort == .vtMelding)
        #expect(vt.lopendeTermijnen.map(\.soort).contains("melding-veiligheidsbeoordeling"))
    }

    @Test("M6: een vt-melding heeft de termijn van de veiligheidsbeoordeling, met spoed als zij acuut is")
    func veiligheidsbeoordeling() throws {
        func termijn(_ melding: Melding) -> LopendeTermijn? {
            melding.lopendeTermijnen.first { $0.soort == Termijnsoort.veiligheidsbeoordeling.rawValue }
        }
        #expect(termijn(try Intake.melding()) == nil)
        #expect(termijn(try Intake.melding { $0.soort = .vtMelding })?.spoed == false)
        let acuut = try Intake.melding {
            $0.soort = .vtMelding
            $0.acuut = .ja
        }
        #expect(termijn(acuut)?.spoed == true)
        #expect(termijn(acuut)?.sinds == Intake.begin)
        let doorgestuurd = try Intake.melding(
            { $0.soort = .vtMelding }, .doorsturen(naar: Intake.wijkteam, door: Intake.vera, toelichting: nil))
        #expect(termijn(doorgestuurd)?.sinds == Intake.begin, "doorsturen geeft geen extra tijd")
        let inCasus = try Intake.melding(
            { $0.soort = .vtMelding }, .inCasusOpgenomen(zaak: ZaakId(Intake.uuid(2))))
        #expect(termijn(inCasus) == nil, "de casus heeft hem nu")
    }

    @Test("M9: een persoon vult een acute melding aan; alleen gaten, en tot er geen meer is")
    func aanvullen() throws {
        let gaten: (inout NieuweMelding) -> Void = {
            ($0.acuut, $0.gemeente, $0.bespreking, $0.grondslag) = (.ja, nil, nil, nil)
        }
        let melding = try Intake.melding(gaten)
        #expect(melding.ontbreekt == [.gemeente, .besproken, .grondslag])
        #expect(code(melding, .aanvullen(Aanvulling(waarneming: true), door: Intake.vera)) == "niets-aan-te-vullen")
        let half = try Intake.melding(
            gaten, .aanvullen(Aanvulling(gemeente: "0202", besproken: .nee), door: Intake.vera))
        #expect(half.ontbreekt == [.grondslag, .redenNietBesproken])
        let heel = try Intake.melding(
            gaten, .aanvullen(Aanvulling(gemeente: "0202", besproken: .nee), door: Intake.vera),
            .aanvullen(Aanvulling(redenNietBesproken: true, grondslag: .vitaalBelang), door: Intake.vera))
        #expect(heel.ontbreekt.isEmpty)
        #expect(heel.grondslag == .vitaalBelang)
        #expect(!heel.lopendeTermijnen.map(\.soort).contains("melding-aanvullen"))
    }

    @Test("M11: verkeerd geadresseerd wordt door een persoon doorgestuurd en nooit gesloten")
    func doorsturen() throws {
        let melding = try Intake.melding()
        #expect(code(melding, .afhandelen(.onjuistGeadresseerd, door: Intake.vera)) == "doorsturen-nodig")
        #expect(
            code(melding, .doorsturen(naar: Intake.vt, door: Intake.vera, toelichting: nil))
                == "al-bij-deze-organisatie")
        let weg = try Intake.melding({ _ in }, .doorsturen(naar: Intake.wijkteam, door: Intake.vera, toelichting: nil))
        #expect(weg.behandelaar == Intake.wijkteam)
        #expect(weg.statusVoorMelder == .doorgestuurd)
        #expect(code(weg, .oppakken(door: Intake.vera)) == "niet-de-behandelaar")
        #expect(
            try Melding.decide(weg, .oppakken(door: Intake.wim), now: Intake.begin).first?.naam
                == "melding-in-behandeling")
        let inCasus = try Intake.melding({ _ in }, .inCasusOpgenomen(zaak: ZaakId(Intake.uuid(2))))
        #expect(
            code(inCasus, .doorsturen(naar: Intake.wijkteam, door: Intake.vera, toelichting: nil)) == "melding-in-casus"
        )
    }

    @Test("O5: een termijn herinnert bij 50 en 80, escaleert bij 100 naar beide kanten en bij 150 naar de regio")
    func termijnen() throws {
        let weg = try Intake.melding({ _ in }, .doorsturen(naar: Intake.wijkteam, door: Intake.vera, toelichting: nil))
        let termijn = try #require(weg.lopendeTermijnen.first)
        func na(_ stadium: Int, sinds: Date? = nil) throws -> MeldingFeit? {
            try Melding.decide(
                weg, .termijnVerstreken(soort: termijn.soort, sinds: sinds ?? termijn.sinds, stadium: stadium),
                now: Intake.begin
            ).first?.feit
        }
        for stadium in [50, 80] {
            guard case .termijnHerinnerd(let feit) = try na(stadium) else { throw Post.Afwijking(description: "geen") }
            #expect(feit.organisatie == Intake.wijkteam)
        }
        guard case .termijnGeescaleerd(let honderd) = try na(100), case .termijnGeescaleerd(let regio) = try na(150)
        else { throw Post.Afwijking(description: "niet geëscaleerd") }
        #expect(honderd.escalatieNaar == [Intake.wijkteam, Intake.vt])
        #expect(honderd.niveau == .teamleiders)
        #expect(regio.niveau == .regio)
        #expect(try na(100, sinds: termijn.sinds.addingTimeInterval(-60)) == nil, "een oude termijn doet niets")
    }
}
