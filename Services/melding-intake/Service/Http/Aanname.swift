import Chassis
import Content
import Contracts
import Foundation
import MeldingDomain
import Messaging
import Web

/// Takes a melding in with its content, whoever tells it and by whichever form: seals what was told, decides by the rules
/// of the domain, and gives the receipt (M1).
struct Aanname: Sendable {
    /// Who tells it, and what makes it the same melding when it comes again (M5).
    enum Afzender: Sendable {
        /// By its own reference.
        case organisatie(OIN)
        /// By the code, of which the melding's id is the digest: so the code itself is kept nowhere. Name and how to reach
        /// somebody are content that goes nowhere else.
        case burger(Toegangscode, bereikbaar: Tekst?)
    }

    let context: Context
    let intake: Intake
    private var kluis: Inhoudskluis { Inhoudskluis(context: context) }

    init(_ context: Context) {
        self.context = context
        intake = Intake(register: context.register)
    }

    /// - Throws: `Weigering` with every gap, unless the melding is acute; `CommandError` for a key that was used for
    ///   another melding.
    func neemAan(
        _ verzoek: MeldingVerzoek, van afzender: Afzender, sleutel: IdempotencyKey?, oorzaak: Messaging.Trace
    ) async throws -> Answer<MeldingStand> {
        let oefening = verzoek.oefening ?? false
        let melder: OIN?
        let id: UUID
        switch afzender {
        case .organisatie(let oin):
            melder = oin
            id = Intake.id(melder: oin, eigenKenmerk: verzoek.eigenKenmerk, oefening: oefening)
        case .burger(let code, _):
            melder = nil
            id = Intake.id(code)
        }
        // Content of a second try is sealed apart: the first is never overwritten.
        let dossier = UUID.v7()
        var teksten: [(Tekst?, onderdeel: String, over: String)] = [
            (verzoek.waarneming, "waarneming", "melding"),
            (verzoek.redenNietBesproken, "reden-niet-besproken", "melding"),
            (verzoek.onleesbaar, "zoals-het-kwam", "melding"),
        ]
        if case .burger(_, let bereikbaar) = afzender {
            // A key of its own, and a name by which the reader knows that the family may not hear it (M3).
            teksten.append(
                (bereikbaar, verzoek.melderAfgeschermd == false ? "melder" : "melder-afgeschermd", "melder"))
        }
        var bronnen = teksten.compactMap { tekst, onderdeel, over in
            tekst.map { kluis.tekst($0, onderdeel: onderdeel, over: over, van: melder) }
        }
        let betrokkenen = try kluis.betrokkenen(verzoek.betrokkenen, van: melder, dossier: dossier, bij: &bronnen)
        let delen = try kluis.verzegel(bronnen, van: melder, dossier: dossier)
        let waarneming = verzoek.waarneming == nil ? nil : delen.first?.id
        let beschrijving = try NieuweMelding(
            verzoek, melder: Melder(afzender, afgeschermd: verzoek.melderAfgeschermd), betrokkenen: betrokkenen,
            waarneming: waarneming)
        return try await context.engine.perform(
            sleutel, trace: oorzaak,
            needs: [AggregateRef(Melding.self, id)]
                + delen.map { AggregateRef(projection: Inhoudsdeel.self, $0.id) }
        ) { scope in
            let nieuw = try scope.load(Melding.self, id) == nil
            if nieuw { try scope.bewaar(delen, bij: id) }
            try intake.ontvang(beschrijving, van: melder, als: id, oefening: oefening, in: &scope)
            guard let melding = try scope.load(Melding.self, id) else { throw Problem.unexpected }
            return Answer(
                status: nieuw ? 201 : 200, body: try MeldingStand(melding, voor: melder),
                location: melder == nil ? nil : "/v1/meldingen/\(id.text)", etag: scope.version(id))
        }
    }
}

extension Melder {
    /// A citizen says whether to stay shielded, or has not said who reports (M3).
    init?(_ afzender: Aanname.Afzender, afgeschermd: Bool?) {
        switch afzender {
        case .organisatie(let oin): self = .organisatie(Organisatie(oin.text), afgeschermd: afgeschermd ?? false)
        case .burger:
            guard let afgeschermd else { return nil }
            self = .burger(afgeschermd: afgeschermd)
        }
    }
}
