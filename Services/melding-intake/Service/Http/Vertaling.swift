import Chassis
import Contracts
import Foundation
import MeldingDomain
import Messaging
import Web

extension MeldingDomain.Persoon {
    init(_ handelend: Handelend) {
        self.init(
            organisatie: Organisatie(handelend.organisatie.text), medewerker: Medewerker(handelend.medewerker.text))
    }
}

extension GemeldeBetrokkene {
    static func van(_ deel: Inhoudsdeel, rol: MeldingenEvents.Rol, signaalgedrag: Bool?) throws -> GemeldeBetrokkene {
        guard let pseudoniem = deel.pseudoniem.flatMap({ MeldingDomain.Pseudoniem(rawValue: $0.text) }) else {
            throw EngineError.unmapped("pseudoniem")
        }
        return GemeldeBetrokkene(
            pseudoniem: pseudoniem, rol: try .van(rol), leeftijd: deel.leeftijd, signaalgedrag: signaalgedrag ?? false)
    }
}

extension NieuweMelding {
    init(_ verzoek: MeldingVerzoek, melder: Melder?, betrokkenen: [GemeldeBetrokkene], waarneming: UUID?) throws {
        let bespreking: Bespreking? = verzoek.besproken.map {
            $0 == .ja ? .besproken : .nietBesproken(redenGegeven: verzoek.redenNietBesproken != nil)
        }
        self.init(
            soort: try verzoek.soort.map { try .van($0) }, gemeente: verzoek.gemeente?.text,
            melder: melder,
            acuut: try verzoek.acuut.map { try .van($0) }, bespreking: bespreking,
            terugkoppelingGewenst: verzoek.terugkoppelingGewenst, grondslag: try verzoek.grondslag.map { try .van($0) },
            ontvanger: verzoek.ontvanger.map { Organisatie($0.text) }, waarneming: waarneming != nil,
            betrokkenen: betrokkenen,
            eigenKenmerk: verzoek.eigenKenmerk?.text, inhoud: waarneming.map { InhoudId($0) },
            onleesbaar: verzoek.onleesbaar != nil)
    }

    init(_ aangeboden: InkomendEvents.MeldingAangeboden, melder: OIN, betrokkenen: [GemeldeBetrokkene]) throws {
        let bespreking: Bespreking? = aangeboden.besproken.map {
            $0 == .ja ? .besproken : .nietBesproken(redenGegeven: aangeboden.redenNietBesproken != nil)
        }
        self.init(
            soort: try aangeboden.soort.map { try .van($0) }, gemeente: aangeboden.gemeente?.text,
            melder: .organisatie(Organisatie(melder.text), afgeschermd: aangeboden.melderAfgeschermd ?? false),
            acuut: try aangeboden.acuut.map { try .van($0) }, bespreking: bespreking,
            terugkoppelingGewenst: aangeboden.terugkoppelingGewenst,
            grondslag: try aangeboden.grondslag.map { try .van($0) },
            ontvanger: aangeboden.ontvanger.map { Organisatie($0.text) }, waarneming: aangeboden.waarneming != nil,
            betrokkenen: betrokkenen, eigenKenmerk: aangeboden.eigenKenmerk.text,
            inhoud: aangeboden.waarneming.map { InhoudId($0) }, onleesbaar: aangeboden.onleesbaar ?? false)
    }
}

extension MeldingStand {
    /// - Parameter voor: who looks: a melder sees steps and outcome, the behandelaar the zaak as well. Nil for a citizen.
    init(_ melding: Melding, voor: OIN?) throws {
        let behandelt = melding.behandelaar.rawValue == voor?.text
        self.init(
            id: melding.id.waarde, kenmerk: try .van(melding.kenmerk), status: try .van(melding.statusVoorMelder),
            soort: try melding.soort.map { try .van($0) }, gemeente: try melding.gemeente.map { try .van($0) },
            behandelaar: try .van(melding.behandelaar.rawValue),
            hoortBij: try melding.hoortBij.map { try .van($0.rawValue) },
            uitkomst: try melding.uitkomstVoorMelder.map { try .van($0) },
            ontbreekt: try melding.ontbreekt.map { try .van($0) },
            bastaAangeboden: melding.bastaAangeboden, ontvangenOp: melding.ontvangenOp,
            zaak: behandelt ? melding.zaak?.waarde : nil, oefening: melding.oefening)
    }
}

extension Problem {
    /// A refusal of the domain: what stood in the way and what is possible now.
    static func of(_ error: any Error) -> Problem? {
        guard let weigering = error as? Weigering else { return nil }
        if !weigering.velden.isEmpty { return .invalid(weigering.violations) }
        return .conflict(
            weigering.uitleg, code: weigering.code,
            extra: ["toestand": .string(weigering.toestand), "mogelijk": .array(weigering.mogelijk.map(JSON.string))])
    }
}

extension Weigering {
    var violations: [Violation] {
        velden.isEmpty
            ? [Violation(pointer: "", code: code, detail: uitleg)]
            : velden.map { Violation(pointer: $0.pointer, code: $0.gebrek.rawValue, detail: $0.uitleg) }
    }
}
