import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// One statement of a dossier: its versions, corrections that reach everyone who received it (O9), requests by the
/// family (P3), and whether it still holds (O8).
struct VerklaringRoutes: Sendable {
    private let context: Context
    private let lezer: Verklaringlezer
    private let inzage: Inhoudlezer
    private let pad: [Parameter] = [
        .path("id", UUID.self, "Id van de zaak"), .path("verklaring", UUID.self, "Id van de verklaring"),
    ]
    private let onbekend = "De verklaring bestaat niet of uw organisatie heeft er niets mee te maken."

    init(_ context: Context) {
        self.context = context
        lezer = Verklaringlezer(context)
        inzage = Inhoudlezer(context: context)
    }

    func register(on api: API) {
        api.operation(
            .get, "/v1/zaken/{id}/verklaringen/{verklaring}", id: "verklaringLezen",
            summary: "Een verklaring met al haar versies, correcties en verzoeken; inzage wordt eerst vastgelegd",
            access: .scope("dossier:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: VerklaringVerloop.self,
            problems: [.notFound: onbekend, .forbidden: "U mag deze inhoud niet lezen."]
        ) { request in
            let door = try context.handelend(request.caller, door: request.query("door"))
            let gevonden = try await vind(request, door)
            let oin = door.organisatie
            let leesbaar = gevonden.versies.filter { gevonden.ziet($0, oin) }.flatMap(\.delen)
            let teksten = try await inzage.open(
                leesbaar + Verklaringbeeld(gevonden: gevonden, oin: oin).teksten, voor: door,
                naam: "verklaring lezen", doel: "zaak \(gevonden.zaak.kenmerk)", request)
            let originelen = try await lezer.originelen(van: gevonden.versies)
            let regels = try await TermReader(pool: context.pool).terms(of: [gevonden.nieuwste.id])
            return Response(
                try VerklaringVerloop(
                    gevonden, teksten, originelen, regels[gevonden.nieuwste.id] ?? [], context.register.current,
                    voor: oin), etag: Int64(gevonden.nieuwste.versie))
        }
    }

    func daden(in boek: any Dadenboek) {
        corrigeren(boek)
        verzoeken(boek)
    }

    private func corrigeren(_ boek: any Dadenboek) {
        daad(
            boek, "correcties", "verklaringCorrigeren",
            "Een nieuwe versie van uw eigen verklaring; wie haar kreeg, bevestigt de correctie (O9)",
            CorrectieVerzoek.self, dossier: true, opties: [.requiresIdempotencyKey, .requiresIfMatch],
            wijst: ["onbekend-verzoek": "/verzoek"]
        ) { request, door, gevonden in
            let body = request.body
            guard gevonden.nieuwste.organisatie == door.organisatie.text else {
                throw Problem.conflict("Dit doet de organisatie van wie de verklaring is.", code: "niet-de-bron")
            }
            let (verzegeld, record) = try await inzage.verzegel(
                request, na: gevonden.nieuwste, zaak: gevonden.zaak, door)
            let ontvangers = try await lezer.ontvangers(gevonden)
            return { scope in
                let overname = try scope.bijgewerkt(gevonden.nieuwste.overname)
                let versie = Dossier.Verklaring(
                    id: gevonden.nieuwste.id, versie: gevonden.nieuwste.versie + 1, blok: gevonden.nieuwste.blok,
                    soort: body.soort, datum: try .van(body.datum), organisatie: door.organisatie.text,
                    door: door.medewerker.text, onbekend: body.onbekendWant != nil, inhoud: verzegeld.tekst.id,
                    vastgelegdOp: scope.now, bestand: verzegeld.bestand, overname: overname)
                try scope.neemOver(overname, als: versie.id, door: Actor(door))
                scope.bewaar(verzegeld.delen)
                scope.write(record)
                try scope.zetInDossier(versie, zaak: gevonden.zaak, door: Actor(door))
                try scope.decide(
                    .corrigeer(
                        door: Actor(door), versie: versie.versie, aard: try .van(body.aard), verzoek: body.verzoek,
                        ontvangers: ontvangers), over: gevonden.feiten)
                return nil
            }
        }
        daad(
            boek, "versies/{versie}/bevestigingen", "correctieBevestigen",
            "Bevestigen dat uw organisatie de gecorrigeerde versie kent en ermee werkt (O9)", DoorVerzoek.self,
            parameters: [.path("versie", Int.self, "De versie waarmee u nu werkt")]
        ) { request, door, gevonden in
            let versie: Int = try request.path("versie")
            return { scope in
                try scope.decide(.bevestigCorrectie(door: Actor(door), versie: versie), over: gevonden.feiten)
                return nil
            }
        }
        daad(
            boek, "bestandscontroles", "bestandControleren",
            "Zeggen of het bestand dat u bij de bron ophaalde het juiste is (O7)", BestandscontroleVerzoek.self
        ) { request, door, gevonden in
            let (body, nieuwste) = (request.body, gevonden.nieuwste)
            guard body.versie == nieuwste.versie else {
                throw Problem.conflict(
                    "Intussen is er een nieuwere versie; haal die op.", code: "verklaring-gewijzigd")
            }
            guard gevonden.ziet(nieuwste, door.organisatie), let bestand = nieuwste.bestand else {
                throw Problem.conflict("Bij deze versie hoort geen bestand.", code: "geen-bestand")
            }
            let command = VerklaringCommand.controleerBestand(
                door: Actor(door), versie: nieuwste.versie, klopt: body.sha256.text == bestand.sha256,
                leest: gevonden.leest(door.organisatie))
            return { scope in
                try scope.decide(command, over: gevonden.feiten)
                return nil
            }
        }
        daad(
            boek, "geldigheidsantwoorden", "geldigheidBeantwoorden",
            "Zeggen of uw verklaring nog geldt (O8)", GeldigheidVerzoek.self
        ) { request, door, gevonden in
            let antwoord = try Geldigheidsantwoord.van(request.body.antwoord)
            return { scope in
                try scope.decide(.beantwoordGeldigheid(door: Actor(door), antwoord), over: gevonden.feiten)
                return nil
            }
        }
    }

    private func verzoeken(_ boek: any Dadenboek) {
        daad(
            boek, "correctieverzoeken", "correctieVragen",
            "Vastleggen dat iemand van het gezin om correctie of aanvulling vraagt (P3)", CorrectievraagVerzoek.self
        ) { request, door, gevonden in
            let (body, id) = (request.body, UUID.v7())
            let vraag = try await inzage.verzegel(
                body.vraag, soort: "correctieverzoek", id, zaak: gevonden.zaak, van: door.organisatie)
            let command = VerklaringCommand.vraagCorrectie(
                door: Actor(door), id: id, aard: try .van(body.aard), gevraagdDoor: try .van(body.gevraagdDoor),
                vraag: vraag.id, leest: gevonden.leest(door.organisatie))
            return { scope in
                scope.bewaar([vraag])
                try scope.decide(command, over: gevonden.feiten)
                return id
            }
        }
        daad(
            boek, "correctieweigeringen", "correctieWeigeren",
            "Een verzoek om correctie niet uitvoeren, met de reden (P3)", CorrectieweigeringVerzoek.self,
            wijst: ["onbekend-verzoek": "/verzoek"]
        ) { request, door, gevonden in
            let body = request.body
            let toelichting = try await inzage.verzegel(
                body.toelichting, soort: "correctieweigering", body.verzoek, zaak: gevonden.zaak,
                van: door.organisatie)
            let command = VerklaringCommand.weigerCorrectie(
                door: Actor(door), verzoek: body.verzoek, reden: try .van(body.reden), toelichting: toelichting.id)
            return { scope in
                scope.bewaar([toelichting])
                try scope.decide(command, over: gevonden.feiten)
                return body.verzoek
            }
        }
    }

    // MARK: - How each act is carried out

    /// Decides under the lock of the zaak. The act gives the request that it was about, if any.
    /// - Parameters:
    ///   - dossier: whether it writes into the dossier, and so needs its row and the handovers that list what it misses.
    ///   - velden: which field of the body a refusal points at.
    private func daad<B: Handeling>(
        _ boek: any Dadenboek, _ deel: String, _ id: String, _ summary: String, _ body: B.Type,
        parameters: [Parameter] = [], dossier: Bool = false, opties: OperationOptions = .requiresIdempotencyKey,
        wijst velden: [String: String] = [:],
        _ daad:
            @escaping @Sendable (Request<B>, Handelend, Verklaringlezer.Gevonden) async throws -> (
                @Sendable (inout Scope) throws -> UUID?
            )
    ) {
        boek.neemOp(
            Daad(
                pad: "/v1/zaken/{id}/verklaringen/{verklaring}/\(deel)", id: id, samenvatting: summary,
                scope: "dossier:schrijven", opties: opties, parameters: pad + parameters,
                problemen: [.notFound: onbekend, .conflict: "Dit kan nu niet; het antwoord noemt waarom."],
                wijst: velden
            ) { (request: Request<B>) in
                let door = try context.handelend(request.caller, door: request.body.door)
                let gevonden = try await vind(request, door)
                let (zaak, verklaring) = (gevonden.zaak.id, gevonden.nieuwste.id)
                let besluit = try await daad(request, door, gevonden)
                let waar = try parameters.map { try request.path($0.name, as: String.self) }
                let erbij: [AggregateRef] =
                    dossier ? [.dossier(van: zaak)] + (gevonden.nieuwste.overname?.nodig ?? []) : []
                let command = Command<VerklaringBericht>(
                    needs: [AggregateRef(Zaak.self, zaak), AggregateRef(Verklaringloop.self, verklaring)] + erbij,
                    further: { dossier ? try $0.lopend(zaak: zaak) : [] },
                    version: dossier ? Self.versie(van: verklaring, in: zaak) : nil
                ) { scope in
                    let verzoek = try besluit(&scope)
                    guard let na = try scope.load(Verklaringloop.self, verklaring) else { throw Problem.unexpected }
                    return Answer(
                        status: 201, body: try VerklaringBericht(na, verzoek, voor: door.organisatie, gevonden))
                }
                return Voorbereid(
                    zaak: zaak, op: ([zaak.text, verklaring.text] + waar).joined(separator: " "), command: command)
            })
    }

    /// The statement's own, which its readers know: who corrects, corrects what was read (O9).
    private static func versie(van verklaring: UUID, in zaak: UUID) -> @Sendable (Scope) throws -> Int64 {
        { scope in Int64(try scope.dossier(van: zaak)?.versies(verklaring).last?.versie ?? 0) }
    }

    private func vind<B>(_ request: Request<B>, _ door: Handelend) async throws -> Verklaringlezer.Gevonden {
        try await lezer.verklaring(try request.path("id"), try request.path("verklaring"), voor: door)
    }
}

extension VerklaringBericht {
    fileprivate init(
        _ loop: Verklaringloop, _ verzoek: UUID?, voor oin: OIN, _ gevonden: Verklaringlezer.Gevonden
    ) throws {
        let isBron = loop.bron.organisatie == oin.text
        self.init(
            verklaring: loop.id, versie: loop.correcties.last?.versie ?? gevonden.nieuwste.versie, verzoek: verzoek,
            nietBevestigd: isBron
                ? try loop.nietBevestigd.map(\.organisatie).filter { gevonden.zicht.ziet(organisatie: $0) }
                    .map { try .van($0) } : [],
            mogelijk: try loop.mogelijk(voor: oin.text, leest: gevonden.leest(oin)).map { try .van($0) })
    }
}
