import Foundation
import MeldingDomain
import Testing

@Suite("Melding: wat erin moet staan")
struct MeldingVormTests {
    private func gebreken(_ wijzig: (inout NieuweMelding) -> Void) -> [Gebrek] {
        Intake.volledig(wijzig).gebreken().map(\.gebrek)
    }

    @Test("M3: een volledige melding heeft geen gebreken; een leeg formulier noemt ze alle tegelijk")
    func allesTegelijk() {
        #expect(gebreken { _ in } == [])
        let leeg = NieuweMelding(
            soort: nil, gemeente: nil, melder: nil, acuut: nil, bespreking: nil, terugkoppelingGewenst: nil,
            waarneming: false)
        let fouten = leeg.gebreken()
        #expect(
            fouten.map(\.pointer) == [
                "/soort", "/gemeente", "/waarneming", "/melder", "/acuut", "/besproken", "/terugkoppelingGewenst",
            ])
        #expect(fouten.allSatisfy { !$0.uitleg.isEmpty })
        #expect(gebreken { $0.bespreking = .nietBesproken(redenGegeven: false) } == [.redenNietBesproken])
        #expect(gebreken { $0.bespreking = .nietBesproken(redenGegeven: true) } == [])
    }

    @Test("M9: een herkenbaar bericht noemt grondslag en ontvanger, behalve een vt-melding en een burger")
    func grondslag() {
        func zonder(_ wijzig: (inout NieuweMelding) -> Void = { _ in }) -> [Gebrek] {
            gebreken {
                ($0.grondslag, $0.ontvanger) = (nil, nil)
                wijzig(&$0)
            }
        }
        #expect(zonder() == [.grondslag, .ontvanger])
        #expect(zonder { $0.soort = .vtMelding } == [])
        #expect(zonder { $0.melder = .burger(afgeschermd: true) } == [])
        #expect(zonder { $0.betrokkenen = [] } == [])
        #expect(
            zonder {
                $0.betrokkenen = []
                $0.identificerendeInhoud = true
            } == [.grondslag, .ontvanger])
    }

    @Test("M9: onvolledig en niet acuut wordt geweigerd met alle fouten; acuut wordt aangenomen met zijn gaten")
    func acuutNooitGeweigerd() throws {
        let gaten: (inout NieuweMelding) -> Void = { ($0.gemeente, $0.grondslag) = (nil, nil) }
        let weigering = #expect(throws: Weigering.self) { try Intake.melding(gaten) }
        #expect(weigering?.code == "melding-onvolledig")
        #expect(weigering?.velden.map(\.pointer) == ["/gemeente", "/grondslag"])
        let onbekend = #expect(throws: Weigering.self) {
            try Intake.melding {
                gaten(&$0)
                $0.acuut = .onbekend
            }
        }
        #expect(onbekend?.velden.count == 2)

        let leeg = NieuweMelding(
            soort: nil, gemeente: nil, melder: nil, acuut: .ja, bespreking: nil, terugkoppelingGewenst: nil,
            waarneming: false)
        let melding = try #require(try Intake.gegeven([.ontvangen(Intake.ontvangst(leeg))]))
        #expect(melding.urgentie == .spoed)
        #expect(
            melding.ontbreekt == [.soort, .gemeente, .waarneming, .melder, .besproken, .terugkoppelingGewenst])
        #expect(melding.lopendeTermijnen.map(\.soort) == ["melding-oppakken", "melding-aanvullen"])
        #expect(melding.terugkoppelingGewenst, "M4: alleen wie afziet, hoort niets")
    }

    @Test("M10: onder de 12 met een strafbaar feit of signaalgedrag wordt BASTA! aangeboden; precies 12 niet")
    func basta() throws {
        func aangeboden(_ betrokkene: GemeldeBetrokkene) throws -> Bool {
            try Intake.melding({ $0.betrokkenen = [betrokkene] }).bastaAangeboden
        }
        #expect(try aangeboden(Intake.kind(11, signaalgedrag: true)))
        #expect(try !aangeboden(Intake.kind(12, signaalgedrag: true)))
        #expect(try !aangeboden(Intake.kind(11)))
        #expect(try !aangeboden(Intake.kind(nil, signaalgedrag: true)))

        let geboren = Kalenderdag(jaar: 2014, maand: 11, dag: 21)
        #expect(geboren.leeftijd(op: Kalenderdag(jaar: 2026, maand: 11, dag: 20)) == 11)
        #expect(geboren.leeftijd(op: Kalenderdag(jaar: 2026, maand: 11, dag: 21)) == 12)
        #expect(
            Kalenderdag(jaar: 2012, maand: 2, dag: 29).leeftijd(op: Kalenderdag(jaar: 2024, maand: 2, dag: 28)) == 11)
        #expect(geboren.leeftijd(op: Kalenderdag(jaar: 2014, maand: 11, dag: 20)) == nil)
    }

    @Test("M11: de geadresseerde behandelt, met erbij waar het thuishoort; zonder geldige ontvanger beslist de route")
    func toewijzing() {
        func bepaal(_ ontvanger: Organisatie?) -> Toewijzing {
            Toewijzing.bepaal(regio: "gelderland", ontvanger: ontvanger, volgensRoutering: Intake.vt) {
                $0 != Intake.school
            }
        }
        #expect(bepaal(nil) == Toewijzing(regio: "gelderland", behandelaar: Intake.vt))
        #expect(bepaal(Intake.vt) == Toewijzing(regio: "gelderland", behandelaar: Intake.vt))
        #expect(
            bepaal(Intake.wijkteam)
                == Toewijzing(regio: "gelderland", behandelaar: Intake.wijkteam, hoortBij: Intake.vt))
        #expect(bepaal(Intake.school).behandelaar == Intake.vt)
        #expect(bepaal(Intake.school).ontvangerOnbekend)
    }
}
