import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// The dossier of a zaak: statements are added by those who have a part in it, and read by right and state (O7, P5).
struct DossierRoutes: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let inzage: Inhoudlezer
    private let loop: Verklaringlezer
    private let wieLeest = Parameter.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")
    private let geenInzage = "U mag deze inhoud nu niet lezen; het antwoord noemt waarom."

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        inzage = Inhoudlezer(context: context)
        loop = Verklaringlezer(context)
    }

    func register(on api: API) {
        api.operation(
            .post, "/v1/zaken/{id}/dossier/{blok}", id: "dossierAanvullen",
            summary: "Een verklaring toevoegen aan een blok van het dossier (O7, O8)",
            access: .scope("dossier:schrijven"),
            options: .requiresIdempotencyKey,
            parameters: [
                .path("id", UUID.self, "Id van de zaak"),
                .path("blok", OverdrachtenEvents.Dossierblok.self, "Het blok"),
            ], body: VerklaringVerzoek.self, response: VerklaringStand.self, status: .created, alternatives: [.ok],
            problems: [
                .notFound: "De zaak bestaat niet of uw organisatie heeft er geen deel in.",
                .conflict: "De verklaring die u vervangt is intussen gewijzigd of niet van uw organisatie.",
            ], handler: vulAan)
        api.operation(
            .get, "/v1/overdrachten/{id}/dossier", id: "dossierLezen",
            summary:
                "Het dossier bij een overdracht, voor de ontvanger vanaf de acceptatie; inzage wordt eerst vastgelegd",
            access: .scope("dossier:lezen"), parameters: [.path("id", UUID.self, "Id van de overdracht"), wieLeest],
            response: DossierInhoud.self,
            problems: [.notFound: "De overdracht bestaat niet of is niet van uw organisatie.", .forbidden: geenInzage]
        ) { request in
            let oin = request.caller.organisation
            let gevonden = try await lezer.overdracht(try request.path("id"), voor: oin)
            let door = try context.handelend(request.caller, door: request.query("door"))
            return try await lees(
                request, door, gevonden.zaak, doel: "overdracht \(gevonden.overdracht.kenmerk)",
                Toegang.dossier(
                    oin, Actor(door).rollen, overdracht: gevonden.overdracht, zaak: gevonden.zaak,
                    gevonden.bescherming, now: Date()), gevonden.zicht, toestand: gevonden.overdracht,
                overdrachten: [gevonden.overdracht])
        }
        api.operation(
            .get, "/v1/zaken/{id}/dossier", id: "zaakdossierLezen",
            summary:
                "Het dossier van een zaak: alles voor wie de regie heeft, anders wat uw organisatie zelf vastlegde",
            access: .scope("dossier:lezen"), parameters: [.path("id", UUID.self, "Id van de zaak"), wieLeest],
            response: DossierInhoud.self,
            problems: [
                .notFound: "De zaak bestaat niet of uw organisatie heeft er geen deel in.", .forbidden: geenInzage,
            ]
        ) { request in
            let oin = request.caller.organisation
            let gevonden = try await lezer.zaak(try request.path("id"), voor: oin)
            let door = try context.handelend(request.caller, door: request.query("door"))
            return try await lees(
                request, door, gevonden.zaak, doel: "zaak \(gevonden.zaak.kenmerk)",
                Toegang.dossier(
                    oin, Actor(door).rollen, zaak: gevonden.zaak, gevonden.bescherming, now: Date()), gevonden.zicht,
                overdrachten: gevonden.overdrachten)
        }
        api.operation(
            .get, "/v1/overdrachten/{id}/teksten", id: "overdrachttekstenLezen",
            summary: "Wat de twee kanten elkaar schreven; elke inzage wordt eerst vastgelegd",
            access: .scope("dossier:lezen"),
            parameters: [.path("id", UUID.self, "Id van de overdracht"), wieLeest], response: OverdrachtTeksten.self,
            problems: [.notFound: "De overdracht bestaat niet of is niet van uw organisatie.", .forbidden: geenInzage],
            handler: leesTeksten)
    }

    // MARK: - Reading

    private func lees(
        _ request: Request<NoBody>, _ door: Handelend, _ zaak: Zaak, doel: String, _ recht: Toegang.Inzage,
        _ zicht: Zicht, toestand overdracht: Overdracht? = nil, overdrachten: [Overdracht]
    ) async throws -> Response<DossierInhoud> {
        try Self.eis(recht, overdracht, door.organisatie)
        let dossier = try await inzage.dossier(van: zaak.id)
        let geldig = dossier?.geldig ?? []
        let zichtbaar = geldig.filter {
            Toegang.geeft(
                recht, $0.id, van: $0.organisatie, op: $0.vastgelegdOp, door.organisatie, zicht)
        }
        let getoond = Set(geldig.filter { zicht.ziet(inhoud: $0.id, van: $0.organisatie) }.map(\.id))
        let terzijde = Self.terzijde(overdrachten, getoond, recht, door.organisatie, zicht)
        let lopen = try await loop.lopen(van: zaak.id)
        let originelen = try await loop.originelen(van: zichtbaar)
        let erbij = zichtbaar.flatMap {
            Verklaringbeeld.teksten(lopen[$0.id], recht, bron: $0.organisatie, door.organisatie, zicht)
        }
        let (teksten, vernietigd) = try await inzage.openWatErNogIs(
            zichtbaar.flatMap(\.delen) + terzijde.map(\.1.feit.toelichting) + erbij, voor: door, naam: "dossier lezen",
            doel: doel,
            request)
        let weg = zichtbaar.compactMap { verklaring in
            vernietigd[verklaring.inhoud].map { VernietigdeInhoud(verklaring.id, $0) }
        }
        return Response(
            DossierInhoud(
                zaak: zaak.id, kenmerk: try .van(zaak.kenmerk),
                volledig: recht == .alles && zichtbaar.count == geldig.count,
                ontbreekt: try Dossierblok.ontbrekend(in: dossier?.antwoorden ?? [:]).map { try .van($0) },
                verklaringen: try zichtbaar.compactMap { verklaring in
                    try teksten[verklaring.inhoud].map {
                        try DossierVerklaring(
                            verklaring, $0, lopen[verklaring.id], teksten, originelen, zaak, voor: door.organisatie,
                            zicht)
                    }
                },
                terzijde: try terzijde.compactMap { naar, terzijde in
                    try teksten[terzijde.feit.toelichting].map {
                        try TerzijdeInhoud(terzijde, door: naar, $0, van: getoond, zicht)
                    }
                },
                vernietigd: weg))
    }

    private func leesTeksten(_ request: Request<NoBody>) async throws -> Response<OverdrachtTeksten> {
        let oin = request.caller.organisation
        let gevonden = try await lezer.overdracht(try request.path("id"), voor: oin)
        let overdracht = gevonden.overdracht
        let door = try context.handelend(request.caller, door: request.query("door"))
        let recht = Toegang.teksten(
            oin, Actor(door).rollen, overdracht: overdracht, gevonden.bescherming, now: Date())
        try Self.eis(recht, overdracht, oin)
        let zichtbaar = try await Tekstkluis(context: context).teksten(van: overdracht.id)
            .filter { Toegang.geeft(recht, $0.id, van: $0.organisatie, op: $0.op, oin, gevonden.zicht) }
        let (teksten, vernietigd) = try await inzage.openWatErNogIs(
            zichtbaar.map(\.id), voor: door, naam: "teksten bij een overdracht lezen",
            doel: "overdracht \(overdracht.kenmerk)", request)
        let weg = zichtbaar.compactMap { regel in vernietigd[regel.id].map { VernietigdeInhoud(regel.id, $0) } }
        return Response(
            OverdrachtTeksten(
                overdracht: overdracht.id, kenmerk: try .van(overdracht.kenmerk),
                teksten: try zichtbaar.compactMap { regel in
                    try teksten[regel.id].map {
                        OverdrachtTekst(
                            id: regel.id, soort: try .van(regel.soort), organisatie: try .van(regel.organisatie),
                            vastgelegdOp: regel.op, tekst: $0)
                    }
                }, vernietigd: weg))
    }

    /// Both sides of a handover read why something was set aside, whoever wrote that something (O8); of what is shielded
    /// from the reader not even the reference (P1).
    /// - Parameter getoond: the statements that are not shielded from the reader.
    static func terzijde(
        _ overdrachten: [Overdracht], _ getoond: Set<UUID>, _ recht: Toegang.Inzage, _ oin: OIN, _ zicht: Zicht
    ) -> [(String, Overdracht.Terzijdelegging)] {
        overdrachten.filter { $0.kant(van: oin.text) != nil || recht == .alles }
            .flatMap { overdracht in (overdracht.terzijde ?? []).map { (overdracht.naar, $0) } }
            .filter { naar, terzijde in
                zicht.ziet(inhoud: terzijde.feit.toelichting, van: naar)
                    && !getoond.isDisjoint(with: terzijde.feit.verklaringen)
            }
            .sorted { $0.1.op < $1.1.op }
    }

    static func eis(_ recht: Toegang.Inzage, _ overdracht: Overdracht?, _ oin: OIN) throws {
        guard case .geen(let waarom, let code) = recht else { return }
        var problem = Problem.forbidden(waarom, code: code)
        if let overdracht {
            problem.extra = [
                "toestand": .string(overdracht.status.code),
                "mogelijk": .array(overdracht.mogelijk(voor: oin.text).map(JSON.string)),
            ]
        }
        throw problem
    }

    // MARK: - Adding

    private func vulAan(_ request: Request<VerklaringVerzoek>) async throws -> Response<VerklaringStand> {
        let zaak: UUID = try request.path("id")
        let blok = try Dossierblok.van(request.path("blok", as: OverdrachtenEvents.Dossierblok.self))
        let (oin, body) = (request.caller.organisation, request.body)
        let gevonden = try await lezer.zaak(zaak, voor: oin)
        let door = try context.handelend(request.caller, door: body.door)
        try Toegang.eisAanvullen(Actor(door).rollen, gevonden.delen)
        let eerder = try await eerdere(body.vervangt, van: oin, zaak, blok)
        let nieuw = try await loop.overname(body, voor: door)
        let overname = eerder == nil ? nieuw : eerder?.overname
        let (id, versie) = (eerder?.id ?? UUID.v7(), (eerder?.versie ?? 0) + 1)
        let (verzegeld, record) = try await inzage.verzegel(
            request, zaak: gevonden.zaak, door, blok: blok, id: id, versie: versie)
        let ontvangers =
            eerder == nil ? [] : try await loop.ontvangers(try await loop.verklaring(zaak, id, voor: door))
        return try await context.engine.perform(
            request.idempotency("dossierAanvullen", "\(zaak.text) \(blok.rawValue)"), trace: request.cause,
            needs: [
                AggregateRef(Zaak.self, zaak), .dossier(van: zaak), .bescherming(van: zaak),
                AggregateRef(Verklaringloop.self, id),
            ] + (overname?.nodig ?? []),
            further: { try $0.lopend(zaak: zaak) }
        ) { scope in
            let origineel = eerder == nil ? overname : try scope.bijgewerkt(overname)
            let verklaring = Dossier.Verklaring(
                id: id, versie: versie, blok: blok, soort: body.soort, datum: try .van(body.datum),
                organisatie: oin.text, door: door.medewerker.text, onbekend: body.onbekendWant != nil,
                inhoud: verzegeld.tekst.id, vastgelegdOp: scope.now, bestand: verzegeld.bestand, overname: origineel)
            try scope.neemOver(origineel, als: id, door: Actor(door))
            scope.bewaar(verzegeld.delen)
            scope.write(record)
            let dossier = try scope.zetInDossier(verklaring, zaak: gevonden.zaak, door: Actor(door))
            // A new version is a correction, by whatever way it comes (O9).
            try scope.decide(
                eerder == nil
                    ? .legVast
                    : .corrigeer(
                        door: Actor(door), versie: versie, aard: .correctie, verzoek: nil, ontvangers: ontvangers),
                over: Verklaringfeiten(
                    id: id, zaak: zaak, kenmerk: gevonden.zaak.kenmerk, regio: gevonden.zaak.regio,
                    oefening: gevonden.zaak.oefening, blok: blok, bron: Actor(door).partij))
            if let soort = body.afschermen, let reden = body.afschermreden,
                let wat = Afgeschermde(try .van(soort), inhoud: [id]),
                try scope.load(Bescherming.self, Bescherming.id(van: zaak))?.heeft(wat, van: oin.text) != true
            {
                try scope.decide(
                    .schermAf(
                        door: Actor(door), id: UUID.v7(), wat: wat, reden: try .van(reden), toelichting: nil,
                        ookBekendBij: []), over: zaak)
            }
            let ontbreekt = Dossierblok.ontbrekend(in: dossier.antwoorden)
            return Answer(
                status: 201,
                body: VerklaringStand(
                    id: id, versie: versie, blok: try .van(blok), ontbreekt: try ontbreekt.map { try .van($0) }))
        }.response
    }

    /// The statement that this is a new version of: of the same organisation and in the same block.
    private func eerdere(_ id: UUID?, van oin: OIN, _ zaak: UUID, _ blok: Dossierblok) async throws -> Dossier
        .Verklaring?
    {
        guard let id else { return nil }
        guard let eerder = try await inzage.dossier(van: zaak)?.nieuwste(id), eerder.organisatie == oin.text,
            eerder.blok == blok
        else {
            throw Invalid(
                pointer: "/vervangt", code: "verklaring-onbekend",
                detail: "Deze verklaring van uw organisatie staat niet in dit blok.")
        }
        return eerder
    }
}

extension TerzijdeInhoud {
    init(
        _ terzijde: Overdracht.Terzijdelegging, door organisatie: String, _ tekst: Tekst, van getoond: Set<UUID>,
        _ zicht: Zicht
    ) throws {
        let feit = terzijde.feit
        self.init(
            blok: try .van(feit.blok), verklaringen: feit.verklaringen.filter(getoond.contains),
            reden: try .van(feit.reden),
            toelichting: tekst, organisatie: try .van(organisatie), door: try zicht.medewerker(feit.door, organisatie),
            vastgelegdOp: terzijde.op)
    }
}

extension VerklaringInhoud {
    /// - Parameter originelen: what became of the originals of copies.
    init(
        _ verklaring: Dossier.Verklaring, _ tekst: Tekst, _ teksten: [UUID: Tekst],
        _ originelen: [UUID: Verklaringloop], _ zicht: Zicht
    ) throws {
        self.init(
            id: verklaring.id, versie: verklaring.versie, blok: try .van(verklaring.blok), soort: verklaring.soort,
            datum: try .van(verklaring.datum.description), organisatie: try .van(verklaring.organisatie),
            door: try zicht.medewerker(verklaring.door, verklaring.organisatie), vastgelegdOp: verklaring.vastgelegdOp,
            onbekend: verklaring.onbekend,
            tekst: tekst, bestand: try verklaring.bestand.flatMap { try Bestandsverwijzing($0, teksten) },
            overgenomen: try verklaring.overname.map { try OvernameStand($0, originelen, zicht) })
    }
}

extension Bestandsverwijzing {
    /// Nil where the address was not opened.
    fileprivate init?(_ bestand: Dossier.Bestand, _ teksten: [UUID: Tekst]) throws {
        guard let adres = teksten[bestand.adres] else { return nil }
        self.init(
            adres: try .van(adres.text), mediatype: try .van(bestand.mediatype), grootte: bestand.grootte,
            sha256: try .van(bestand.sha256))
    }
}

extension Scope {
    /// Puts a statement or a new version of one into the dossier of a locked zaak, and answers what offers list as
    /// missing.
    @discardableResult
    mutating func zetInDossier(_ verklaring: Dossier.Verklaring, zaak: Zaak, door: Actor) throws -> Dossier {
        var dossier = try dossier(van: zaak.id) ?? Dossier(regio: zaak.regio)
        guard dossier.nieuwste(verklaring.id)?.versie ?? 0 == verklaring.versie - 1 else {
            throw Problem.conflict(
                "Van deze verklaring is intussen een nieuwere versie.", code: "verklaring-gewijzigd")
        }
        dossier.voegToe(verklaring)
        try put(dossier, Dossier.id(van: zaak.id))
        try werkAanbodBij(zaak.id, dossier, door: door)
        return dossier
    }

    /// O7: every handover that still lists what is missing shows what the dossier answers now.
    fileprivate mutating func werkAanbodBij(_ zaak: UUID, _ dossier: Dossier, door: Actor) throws {
        for id in try load(Zaak.self, zaak)?.lopendeOverdrachten ?? [] {
            guard let overdracht = try load(Overdracht.self, id), !overdracht.ontbreekt.isEmpty,
                overdracht.mogelijk(voor: overdracht.van.organisatie).contains("dossier-bijwerken"),
                overdracht.ontbreekt != Dossierblok.ontbrekend(in: dossier.antwoorden)
            else { continue }
            // The list is part of the offer, so it changes in the offerer's name, whoever of the zaak wrote the answer.
            let namens = Actor(
                organisatie: overdracht.van.organisatie, medewerker: door.medewerker, rollen: door.rollen)
            try decide(.werkDossierBij(door: namens, antwoorden: dossier.antwoorden), on: id)
        }
    }
}
