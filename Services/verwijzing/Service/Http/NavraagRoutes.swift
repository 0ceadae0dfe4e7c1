import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Register
import VerwijzingDomain
import Web

/// Questions in a zaak (N7): asked by the family or by whoever has a part in it, answered by who must move.
struct NavraagRoutes: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let inzage: Inhoudlezer
    private let leeftijden: Leeftijdlezer
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de zaak")]
    private let onbekend = "De zaak of de vraag bestaat niet, of uw organisatie heeft er geen deel in."

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        inzage = Inhoudlezer(context: context)
        leeftijden = Leeftijdlezer(context: context)
    }

    func daden(in boek: any Dadenboek) {
        boek.neemOp(
            Daad(
                pad: "/v1/zaken/{id}/navragen", id: "navraagStellen",
                samenvatting: "Vragen hoe het staat, aan wie aan zet is; dat verplaatst de regie niet (N7)",
                scope: "overdrachten:schrijven", parameters: pad,
                problemen: [
                    .notFound: onbekend, .forbidden: "U mag dit niet vragen.",
                    .conflict: "Dit kan nu niet; het antwoord noemt waarom.",
                ], wijst: ["gezinslid-onbekend": "/namens", "aan-zichzelf": "/namens"], bereidVoor: vraag))
        boek.neemOp(
            Daad(
                pad: "/v1/zaken/{id}/navragen/{navraag}/antwoorden", id: "navraagBeantwoorden",
                samenvatting: "Een vraag beantwoorden; wie vroeg leest het antwoord (N7)",
                scope: "overdrachten:schrijven",
                parameters: pad + [.path("navraag", UUID.self, "Id van de vraag")],
                problemen: [
                    .notFound: onbekend, .forbidden: "Antwoorden doet wie aan zet is, of wie de regie heeft.",
                    .conflict: "De vraag is al beantwoord, of de regie is elders.",
                ], bereidVoor: antwoord))
    }

    func register(on api: API) {
        api.operation(
            .get, "/v1/zaken/{id}/navragen", id: "navragenLezen",
            summary: "Wat uw organisatie in een zaak vroeg, beantwoordde of moet beantwoorden; lezen wordt vastgelegd",
            access: .scope("dossier:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: Navragen.self, problems: [.notFound: onbekend, .forbidden: "U mag dit niet lezen."],
            handler: lees)
    }

    // MARK: - Asking and answering

    private func vraag(_ request: Request<NavraagVerzoek>) async throws -> Voorbereid<NavraagStand> {
        let (zaak, oin) = (try request.path("id", as: UUID.self), request.caller.organisation)
        let gevonden = try await lezer.zaak(zaak, voor: oin)
        let door = try context.handelend(request.caller, door: request.body.door)
        let namens = request.body.namens
        try Toegang.eisVragen(Actor(door).rollen, gevonden.delen, namensGezin: namens != nil)
        let id = UUID.v7()
        let deel = try await Tekstkluis(context: context).verzegel(
            request.body.tekst, soort: "navraag", bij: zaak, van: oin, over: namens)
        let command = GezinscontactCommand.stelNavraag(
            id: id, van: .organisatie(Actor(door), namens: namens), tekst: deel.id)
        return bereidVoor(gevonden, voor: oin, op: zaak.text, command, deel, id: id)
    }

    private func antwoord(_ request: Request<NavraagantwoordVerzoek>) async throws -> Voorbereid<NavraagStand> {
        let (zaak, oin) = (try request.path("id", as: UUID.self), request.caller.organisation)
        let gevonden = try await lezer.zaak(zaak, voor: oin)
        let id: UUID = try request.path("navraag")
        guard let navraag = try await lezer.gezinscontact(van: zaak)?.navragen.first(where: { $0.id == id }),
            Toegang.ziet(navraag, oin, zaak: gevonden.zaak)
        else { throw Problem.notFound("Deze vraag is in deze zaak niet bekend.") }
        let door = try context.handelend(request.caller, door: request.body.door)
        try Toegang.eisBeantwoorden(Actor(door).rollen, gevonden.delen, isAanZet: navraag.aan.organisatie == oin.text)
        let deel = try await Tekstkluis(context: context).verzegel(
            request.body.tekst, soort: "navraagantwoord", bij: zaak, van: oin, over: navraag.lid)
        return bereidVoor(
            gevonden, voor: oin, op: "\(zaak.text) \(id.text)",
            .beantwoord(door: Actor(door), navraag: id, antwoord: deel.id), deel, id: id)
    }

    private func bereidVoor(
        _ gevonden: Zaaklezer.GevondenZaak, voor oin: OIN, op waar: String, _ command: GezinscontactCommand,
        _ deel: Deel, id: UUID
    ) -> Voorbereid<NavraagStand> {
        let (zaak, kent) = (gevonden.zaak.id, Toegang.mag(.beschermen, gevonden.delen))
        let lopend: @Sendable (Scope) throws -> [AggregateRef] = { try $0.lopend(zaak: zaak) }
        let besluit = Command<NavraagStand>(
            needs: [AggregateRef(Zaak.self, zaak)] + AggregateRef.contact(van: zaak), further: lopend
        ) { scope in
            try scope.decide(command, over: zaak)
            scope.bewaar([deel])
            guard let stand = try scope.load(Zaak.self, zaak),
                let navraag = try scope.load(Gezinscontact.self, Gezinscontact.id(van: zaak))?.navragen
                    .first(where: { $0.id == id })
            else { throw Problem.unexpected }
            return Answer(
                status: 201,
                body: try NavraagStand(navraag, voor: oin, zaak: stand, gevonden.zicht, kentGezin: kent))
        }
        return Voorbereid(zaak: zaak, op: waar, command: besluit)
    }

    // MARK: - Reading

    private func lees(_ request: Request<NoBody>) async throws -> Response<Navragen> {
        let (zaak, oin) = (try request.path("id", as: UUID.self), request.caller.organisation)
        let gevonden = try await lezer.zaak(zaak, voor: oin)
        let door = try context.handelend(request.caller, door: request.query("door"))
        let rollen = Actor(door).rollen
        try Toegang.eisVragen(rollen, gevonden.delen, namensGezin: false)
        let zicht = gevonden.zicht
        let contact = try await lezer.gezinscontact(van: zaak)
        let gezien = (contact?.navragen ?? []).filter {
            Toegang.ziet($0, oin, zaak: gevonden.zaak)
        }
        // Whoever it was asked of reads it, also when it does not know who asked; unless the text itself is shielded.
        let (teksten, weg) = try await inzage.openWatErNogIs(
            gezien.flatMap { navraag in
                let leest = Toegang.leestVraag(navraag, oin, zaak: gevonden.zaak)
                let zelf = navraag.antwoord?.door.organisatie == oin.text
                return [leest ? navraag.tekst : nil, leest || zelf ? navraag.antwoord?.tekst : nil].compactMap { $0 }
            }.filter {
                zicht.ziet(inhoud: $0, van: "")
            }, voor: door, naam: GezinsoverzichtRegel.Wat.vragen.verwerking, doel: "zaak \(gevonden.zaak.kenmerk)",
            request)
        let kent = Toegang.mag(.beschermen, gevonden.delen)
        let namen = try await namen(gezien, gevonden, request, door)
        let termijnen = try await BordTermijn.lopend(contact, context, zicht)
        return Response(
            Navragen(
                zaak: zaak, kenmerk: try .van(gevonden.zaak.kenmerk),
                overdracht: gevonden.laatsteOverdracht?.id,
                navragen: try gezien.reversed().map { navraag in
                    var stand = try NavraagStand(
                        navraag, voor: oin, zaak: gevonden.zaak, zicht, kentGezin: kent,
                        termijn: termijnen[navraag.id])
                    stand.vraag = teksten[navraag.tekst]
                    stand.antwoord = navraag.antwoord.flatMap { teksten[$0.tekst] }
                    stand.naam = navraag.lid.flatMap { namen[$0] }
                    return stand
                },
                vernietigd: gezien.compactMap { navraag in
                    // A question and its answer are under one key.
                    (weg[navraag.tekst] ?? navraag.antwoord.flatMap { weg[$0.tekst] }).map {
                        VernietigdeInhoud(navraag.id, $0)
                    }
                }))
    }

    /// How those of the family are called who ask, for who may read the whole dossier.
    private func namen(
        _ navragen: [Navraag], _ gevonden: Zaaklezer.GevondenZaak, _ request: Request<NoBody>, _ door: Handelend
    ) async throws -> [UUID: KorteTekst] {
        let leden = Set(navragen.compactMap(\.lid))
        guard let bescherming = gevonden.bescherming, !leden.isEmpty,
            Toegang.dossier(
                door.organisatie, Actor(door).rollen, zaak: gevonden.zaak, bescherming, now: Date()) == .alles
        else { return [:] }
        return try await leeftijden.gegevens(
            van: bescherming.gezinsleden.filter { leden.contains($0.id) }, in: bescherming, request, door,
            naam: GezinsoverzichtRegel.Wat.vragen.verwerking
        ).gegevens.compactMapValues { $0.naam.flatMap { KorteTekst($0) } }
    }
}

extension BordTermijn {
    /// The terms of questions and of what the family must hear, by what they are about.
    static func lopend(
        _ contact: Gezinscontact?, _ context: Context, _ zicht: Zicht
    ) async throws -> [UUID: BordTermijn] {
        guard let contact else { return [:] }
        let id = Gezinscontact.id(van: contact.zaak)
        let regels = try await TermReader(pool: context.pool).terms(of: [id])[id] ?? []
        let register = context.register.current
        var gevonden: [UUID: BordTermijn] = [:]
        for (onderwerp, termijn) in contact.lopendeTermijnen {
            guard let regel = regels.running(termijn.soort, since: termijn.sinds) else { continue }
            let ziet = zicht.ziet(organisatie: termijn.organisatie)
            gevonden[onderwerp] = BordTermijn(
                soort: try .van(termijn.soort), organisatie: ziet ? try .van(termijn.organisatie) : nil,
                medewerker: try zicht.medewerker(termijn.medewerker, termijn.organisatie), sinds: regel.since,
                verloopt: regel.due, stadium: regel.stage,
                herkomst: TermLengths.verwijzing.origin(termijn.soort, regio: contact.regio, register)
                    .flatMap { KorteTekst($0) })
        }
        return gevonden
    }
}
