import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// V9: the family's own plan in a zaak. An organisation can hand it in for the family once; it stays the family's.
struct FamiliegroepsplanRoutes: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de zaak")]
    private let onbekend = "De zaak bestaat niet of uw organisatie heeft er geen deel in."

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
    }

    func register(on api: API) {
        api.operation(
            .post, "/v1/zaken/{id}/familiegroepsplannen", id: "familiegroepsplanToevoegen",
            summary: "Een plan van het gezin zelf toevoegen; daarna verandert alleen het gezin het (V9)",
            access: .scope("dossier:schrijven"), options: .requiresIdempotencyKey, parameters: pad,
            body: FamiliegroepsplanVerzoek.self, response: FamiliegroepsplanStand.self, status: .created,
            alternatives: [.ok],
            problems: [
                .notFound: onbekend, .forbidden: "Dit doet wie de regie heeft of betrokken is.",
                .conflict: "Er is al een plan; alleen het gezin verandert het.",
            ], handler: voegToe)
        api.operation(
            .get, "/v1/zaken/{id}/familiegroepsplan", id: "familiegroepsplanLezen",
            summary: "Het plan van het gezin zelf; inzage wordt eerst vastgelegd (V9)",
            access: .scope("dossier:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: FamiliegroepsplanStand.self,
            problems: [.notFound: onbekend, .forbidden: "Dit plan leest wie de regie heeft."], handler: lees)
    }

    private func voegToe(_ request: Request<FamiliegroepsplanVerzoek>) async throws -> Response<FamiliegroepsplanStand>
    {
        let (zaak, oin, body) = (try request.path("id", as: UUID.self), request.caller.organisation, request.body)
        let gevonden = try await lezer.zaak(zaak, voor: oin)
        let door = Actor(try context.handelend(request.caller, door: body.door))
        try Toegang.eisBeschermen(door.rollen, gevonden.delen)
        let delen = try await Self.verzegel(
            (body.zelf, body.netwerk, body.professioneel), van: oin, lid: body.namens, zaak: zaak, context)
        do {
            return try await context.engine.perform(
                request.idempotency("familiegroepsplanToevoegen", zaak.text), trace: request.cause,
                needs: [AggregateRef(Zaak.self, zaak)] + AggregateRef.contact(van: zaak)
            ) { scope in
                try scope.geefPlan(van: .organisatie(door, namens: body.namens), delen, in: zaak)
                let plan = try scope.load(Gezinscontact.self, Gezinscontact.id(van: zaak))?.plan
                return Answer(status: 201, body: try FamiliegroepsplanStand(zaak, plan, gevonden.zicht))
            }.response
        } catch let weigering as Weigering {
            throw Problem.of(weigering, wijst: ["gezinslid-onbekend": "/namens"])
        }
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<FamiliegroepsplanStand> {
        let (zaak, oin) = (try request.path("id", as: UUID.self), request.caller.organisation)
        let gevonden = try await lezer.zaak(zaak, voor: oin)
        let door = try context.handelend(request.caller, door: request.query("door"))
        try Toegang.eisGezinInformeren(Actor(door).rollen, gevonden.delen)
        let plan = try await lezer.gezinscontact(van: zaak)?.plan
        var stand = try FamiliegroepsplanStand(zaak, plan, gevonden.zicht)
        guard let plan else { return Response(stand) }
        let mag = Toegang.dossier(
            oin, Actor(door).rollen, zaak: gevonden.zaak, gevonden.bescherming, now: Date())
        let (teksten, weg) = try await Inhoudlezer(context: context).openWatErNogIs(
            plan.teksten.filter { Toegang.geeft(mag, $0, van: "", op: plan.sinds, oin, gevonden.zicht) }, voor: door,
            naam: GezinsoverzichtRegel.Wat.plan.verwerking, doel: "zaak \(gevonden.zaak.kenmerk)", request)
        stand.zelf = teksten[plan.zelf]
        stand.netwerk = teksten[plan.netwerk]
        stand.professioneel = teksten[plan.professioneel]
        // Its texts are under one key.
        stand.vernietigd = plan.teksten.compactMap { weg[$0] }.first.map {
            VernietigdeInhoud(Gezinscontact.plan(van: zaak), $0)
        }
        return Response(stand)
    }

    /// The three texts, sealed for who gave them: they go with that person's key (P4).
    static func verzegel(
        _ teksten: (zelf: Tekst, netwerk: Tekst, professioneel: Tekst), van organisatie: OIN, lid: UUID, zaak: UUID,
        _ context: Context
    ) async throws -> [Deel] {
        var delen: [Deel] = []
        for tekst in [teksten.zelf, teksten.netwerk, teksten.professioneel] {
            delen.append(
                try await Tekstkluis(context: context).verzegel(
                    tekst, soort: "familiegroepsplan", bij: zaak, van: organisatie, over: lid))
        }
        return delen
    }
}

extension Scope {
    /// - Parameter delen: as `FamiliegroepsplanRoutes.verzegel` gives them.
    mutating func geefPlan(van: Vraagsteller, _ delen: [Deel], in zaak: UUID) throws {
        guard delen.count == 3 else { throw Problem.unexpected }
        try decide(
            GezinscontactCommand.geefPlan(
                van: van, plan: Gezinscontact.plan(van: zaak), zelf: delen[0].id, netwerk: delen[1].id,
                professioneel: delen[2].id), over: zaak)
        bewaar(delen)
    }
}

struct FamiliegroepsplanVerzoek: Handeling {
    var door: MedewerkerId?
    var namens: UUID
    var zelf: Tekst
    var netwerk: Tekst
    var professioneel: Tekst

    static var title: String { "Familiegroepsplan toevoegen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "namens": "Van welk gezinslid u dit plan kreeg.",
            "zelf": "Wat het gezin zelf doet; in de woorden van het gezin, wordt versleuteld bewaard.",
            "netwerk": "Wat familie, vrienden en buren doen; wordt versleuteld bewaard.",
            "professioneel": "Welke hulp het gezin daarbij vraagt; wordt versleuteld bewaard.",
        ]
    }
    static var example: FamiliegroepsplanVerzoek {
        FamiliegroepsplanVerzoek(
            door: .placeholder, namens: .placeholder, zelf: .placeholder, netwerk: .placeholder,
            professioneel: .placeholder)
    }
}

struct FamiliegroepsplanStand: Contract {
    var zaak: UUID
    var lid: UUID?
    var sinds: Date?
    var toegevoegdDoor: AanZet?
    var zelf: Tekst?
    var netwerk: Tekst?
    var professioneel: Tekst?
    var vernietigd: VernietigdeInhoud?

    static var title: String { "Familiegroepsplan" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "lid": "Van welk gezinslid; afwezig als er geen plan is.", "sinds": "Sinds wanneer.",
            "toegevoegdDoor": "Wie het voor het gezin toevoegde, als het gezin dat niet zelf deed.",
            "zelf": "Wat het gezin zelf doet; alleen bij het lezen.",
            "netwerk": "Wat familie en vrienden doen; alleen bij het lezen.",
            "professioneel": "Welke hulp het gezin vraagt; alleen bij het lezen.",
            "vernietigd": "Dat de teksten na de bewaartermijn vernietigd zijn (P4).",
        ]
    }
    static var example: FamiliegroepsplanStand {
        FamiliegroepsplanStand(
            zaak: .placeholder, lid: .placeholder, sinds: .placeholder, toegevoegdDoor: nil, zelf: .placeholder,
            netwerk: .placeholder, professioneel: .placeholder, vernietigd: nil)
    }
}

extension FamiliegroepsplanStand {
    init(_ zaak: UUID, _ plan: Familiegroepsplan?, _ zicht: Zicht) throws {
        self.init(
            zaak: zaak, lid: plan?.lid, sinds: plan?.sinds,
            toegevoegdDoor: try plan?.toegevoegdDoor.flatMap { try .van(($0.organisatie, $0.medewerker), zicht) },
            zelf: nil, netwerk: nil, professioneel: nil, vernietigd: nil)
    }
}
