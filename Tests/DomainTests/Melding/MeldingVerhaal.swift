import Foundation
import MeldingDomain

/// The cast and the given of the stories about meldingen; invented.
enum Intake {
    static let vt = Organisatie("00000099000000001000")
    static let wijkteam = Organisatie("00000099000000002000")
    static let school = Organisatie("00000099000000003000")
    static let vera = Persoon(organisatie: vt, medewerker: Medewerker("mw-vera"))
    static let wim = Persoon(organisatie: wijkteam, medewerker: Medewerker("mw-wim"))
    static let begin = Date(timeIntervalSinceReferenceDate: 815_000_000)

    static func uuid(_ n: UInt8) -> UUID { UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 1, n)) }

    static func pseudoniem(_ n: Int) -> Pseudoniem {
        let cijfers = String(repeating: "0", count: 60) + String(format: "%04x", n)
        guard let pseudoniem = Pseudoniem(rawValue: "p1:\(cijfers)") else { fatalError("not a pseudonym") }
        return pseudoniem
    }

    static func kind(_ leeftijd: Int?, signaalgedrag: Bool = false) -> GemeldeBetrokkene {
        GemeldeBetrokkene(pseudoniem: pseudoniem(1), rol: .kind, leeftijd: leeftijd, signaalgedrag: signaalgedrag)
    }

    static func volledig(_ wijzig: (inout NieuweMelding) -> Void = { _ in }) -> NieuweMelding {
        var melding = NieuweMelding(
            soort: .zorgmelding, gemeente: "0202", melder: .organisatie(school, afgeschermd: false), acuut: .nee,
            bespreking: .besproken, terugkoppelingGewenst: true, grondslag: .wettelijkeTaak, ontvanger: vt,
            waarneming: true, betrokkenen: [kind(9)], eigenKenmerk: "S-1", inhoud: InhoudId(uuid(9)))
        wijzig(&melding)
        return melding
    }

    static func ontvangst(
        _ beschrijving: NieuweMelding, _ toewijzing: Toewijzing = Toewijzing(regio: "gelderland", behandelaar: vt)
    ) -> Ontvangst {
        Ontvangst(
            melding: MeldingId(uuid(1)), kenmerk: "A-2222-222-2", beschrijving: beschrijving, toewijzing: toewijzing,
            oefening: false)
    }

    static func gegeven(_ commands: [MeldingCommand]) throws -> Melding? {
        var state: Melding?
        for (index, command) in commands.enumerated() {
            for event in try Melding.decide(state, command, now: begin.addingTimeInterval(Double(index) * 60)) {
                state = Melding.evolve(state, event)
            }
        }
        return state
    }

    static func melding(_ wijzig: (inout NieuweMelding) -> Void = { _ in }, _ meer: MeldingCommand...) throws -> Melding
    {
        guard let melding = try gegeven([.ontvangen(ontvangst(volledig(wijzig)))] + meer) else {
            fatalError("a melding that was taken in exists")
        }
        return melding
    }
}
