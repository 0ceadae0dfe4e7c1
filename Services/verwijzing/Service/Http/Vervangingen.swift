import Chassis
import Contracts
import Foundation
import Messaging
import Register
import VerwijzingDomain
import Web

/// V7: the families whom a provider helps that stops, until other help has started.
struct Vervangingen: Tabular {
    var regio: Codewoord
    var heleRegio: Bool
    var gemetenOp: Date
    var meer: Bool
    var regels: [VervangingStand]

    static let hoogstens = 1_000

    static var title: String { "Families van een organisatie die stopt" }
    static var fields: [String: String] {
        [
            "regio": "Code van de regio.",
            "heleRegio": "Of dit de hele regio is; anders alleen wat uw organisatie aangaat.",
            "gemetenOp": "Van wanneer de lijst is.", "meer": "Of er meer zijn dan hier staan.",
            "regels": "De zaken waarin nog geen andere hulp is gestart, de eerste dag eerst.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["regels": 0...hoogstens] }
    static var example: Vervangingen {
        Vervangingen(regio: .placeholder, heleRegio: false, gemetenOp: .placeholder, meer: false, regels: [.example])
    }

    var table: Table {
        Table(
            header: [
                "kenmerk", "zaak", "regio", "vorige", "stoptOp", "sinds", "aanZetOrganisatie", "aanZetMedewerker",
                "verloopt", "gemeldTot", "oefening", "verwijzing",
            ],
            rows: regels.map { regel in
                [
                    regel.kenmerk.text, regel.zaak.text, regio.text, regel.vorige.text, regel.stoptOp?.text ?? "",
                    RFC3339.text(regel.sinds), regel.aan.organisatie.text, regel.aan.medewerker?.text ?? "",
                    regel.termijn.map { RFC3339.text($0.verloopt) } ?? "",
                    regel.termijn.map { String($0.stadium) } ?? "", regel.oefening ? "ja" : "nee",
                    regel.verwijzing?.text ?? "",
                ]
            })
    }
}

/// One of them.
struct VervangingStand: Contract {
    enum Status: String, Code { case gezocht, gesloten }

    var id: UUID
    var zaak: UUID
    var verwijzing: UUID?
    var kenmerk: Kenmerk
    var oefening: Bool
    var vorige: OIN
    var stoptOp: Datum?
    var sinds: Date
    var aan: AanZet
    var status: Status
    var uitkomst: OverdrachtenEvents.Vervanguitkomst?
    var geslotenOp: Date?
    var overdracht: UUID?
    var vervangenDoor: UUID?
    var termijn: BordTermijn?
    var mogelijk: [Codewoord]

    static var title: String { "Vervanging van hulp die stopt" }
    static var fields: [String: String] {
        [
            "id": "De plaats op de lijst.", "zaak": "De zaak.",
            "verwijzing": "De verwijzing waarmee zij helpt; afwezig voor wat aan haar is overgedragen.",
            "kenmerk": "Kenmerk van de zaak.", "oefening": "Of dit een oefening is.",
            "vorige": "De organisatie die stopt.", "stoptOp": "De eerste dag zonder haar, als die bekend is.",
            "sinds": "Sinds wanneer de zaak op de lijst staat.", "aan": "Wie zorgt dat er een ander komt.",
            "status": "Gezocht, of gesloten.", "uitkomst": "Hoe het geregeld is.",
            "geslotenOp": "Wanneer het geregeld was.", "overdracht": "De hulp die gestart is.",
            "vervangenDoor": "De verwijzing waarmee andere hulp is gestart.",
            "termijn": "Tot wanneer er tijd is.", "mogelijk": "Wat uw organisatie kan doen.",
        ]
    }
    static var example: VervangingStand {
        VervangingStand(
            id: .placeholder, zaak: .placeholder, verwijzing: nil, kenmerk: .placeholder, oefening: false,
            vorige: .placeholder, stoptOp: .placeholder, sinds: .placeholder, aan: .example, status: .gezocht,
            uitkomst: nil, geslotenOp: nil, overdracht: nil, vervangenDoor: nil, termijn: .example,
            mogelijk: [.placeholder])
    }
}

/// Other help started.
struct VervangingBevestigenVerzoek: Handeling {
    var door: MedewerkerId?
    var verwijzing: UUID?

    static var title: String { "Andere hulp bevestigen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg,
            "verwijzing": "De verwijzing waarmee andere hulp is gestart; zonder gaat de opvolger ermee door.",
        ]
    }
    static var example: VervangingBevestigenVerzoek {
        VervangingBevestigenVerzoek(door: .placeholder, verwijzing: nil)
    }
}

/// Why nobody else has to help.
struct VervangingBeeindigenVerzoek: Handeling {
    var door: MedewerkerId?
    var reden: OverdrachtenEvents.Vervanguitkomst

    static var title: String { "Van de lijst halen" }
    static var fields: [String: String] { ["door": doorUitleg, "reden": "Waarom er geen andere hulp nodig is."] }
    static var example: VervangingBeeindigenVerzoek {
        VervangingBeeindigenVerzoek(door: .placeholder, reden: .nietMeerNodig)
    }
}

struct VervangingRoutes: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let reader: AggregateReader
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de plaats op de lijst")]
    private let onbekend = "Dit staat niet op de lijst, of uw organisatie heeft er geen deel in."

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        reader = AggregateReader(pool: context.pool)
    }

    func register(on api: API) {
        api.table(
            "/v1/vervangingen", id: "vervangingenLezen",
            summary: "Families van een organisatie die stopt, tot andere hulp is gestart (V7)",
            access: .scope("overdrachten:lezen"),
            parameters: [.query("regio", Codewoord.self, "De regio; zonder: die van uw organisatie")],
            response: Vervangingen.self, handler: lijst)
        api.operation(
            .get, "/v1/vervangingen/{id}", id: "vervangingLezen",
            summary: "Of er andere hulp is voor hulp die stopt (V7)", access: .scope("overdrachten:lezen"),
            parameters: pad, response: VervangingStand.self, problems: [.notFound: onbekend]
        ) { request in
            let gevonden = try await vind(try request.path("id"), voor: request.caller.organisation)
            let regels = try await TermReader(pool: context.pool).terms(of: [gevonden.vervanging.id])
            return Response(
                try stand(
                    gevonden.vervanging, regels[gevonden.vervanging.id] ?? [], voor: request.caller.organisation,
                    gevonden.zicht))
        }
        daad(
            api, "bevestigingen", "vervangingBevestigen",
            "Bevestigen dat andere hulp is gestart, of dat de opvolger de hulp voortzet (V7)",
            VervangingBevestigenVerzoek.self, ander: \.verwijzing
        ) { _, door, hulp in
            switch hulp {
            case .overdracht(let lopend): .bevestig(door: door, lopend: lopend)
            case .verwijzing(let hulp, let ander): .bevestigHulp(door: door, hulp: hulp, ander: ander)
            }
        }
        daad(
            api, "beeindigingen", "vervangingBeeindigen",
            "Vastleggen waarom er geen andere hulp nodig is (V7)", VervangingBeeindigenVerzoek.self,
            wijst: ["reden-van-de-regel": "/reden"]
        ) { request, door, _ in .beeindig(door: door, try .van(request.body.reden)) }
    }

    private func lijst(_ request: Request<NoBody>) async throws -> Response<Vervangingen> {
        let (oin, register) = (request.caller.organisation, context.register.current)
        guard let regio = try request.query("regio", as: Codewoord.self) ?? register.organisation(oin)?.regio else {
            throw Problem.notFound()
        }
        let alles = Toegang.zietHeleRegio(oin, regio, register)
        let rijen = try await reader.page(
            Vervanging.self,
            where: """
                regio = \(regio.text) and jsonb_exists(state -> 'stand', 'gezocht')
                and (\(alles) or \(oin.text) in (state -> 'aan' ->> 'organisatie', state ->> 'vorige'))
                """, after: nil, limit: Vervangingen.hoogstens)
        let termijnen = try await TermReader(pool: context.pool).terms(of: rijen.map(\.id))
        let zichten = try await lezer.zichten(van: rijen.map(\.state.zaak), voor: oin)
        let regels = try rijen.compactMap { rij -> VervangingStand? in
            let zicht = zichten[rij.state.zaak] ?? .vrij
            guard zicht.ziet(organisatie: rij.state.vorige) else { return nil }
            return try stand(rij.state, termijnen[rij.id] ?? [], voor: oin, zicht)
        }
        let gesorteerd = regels.sorted {
            ($0.termijn?.verloopt ?? $0.sinds, $0.kenmerk.text) < ($1.termijn?.verloopt ?? $1.sinds, $1.kenmerk.text)
        }
        return Response(
            Vervangingen(
                regio: regio, heleRegio: alles, gemetenOp: Date(), meer: rijen.count > Vervangingen.hoogstens,
                regels: Array(gesorteerd.prefix(Vervangingen.hoogstens))))
    }

    /// Of help under a verwijzing by who sees that.
    private func vind(_ id: UUID, voor oin: OIN) async throws -> (vervanging: Vervanging, zicht: Zicht) {
        guard let (vervanging, _) = try await reader.one(Vervanging.self, id) else { throw Problem.notFound(onbekend) }
        let zicht: Zicht
        do {
            if let hulp = vervanging.verwijzing {
                zicht = try await lezer.verwijzing(hulp, voor: oin).zicht
            } else {
                zicht = try await lezer.zaak(vervanging.zaak, voor: oin).zicht
            }
        } catch let problem as Problem where problem.status == .notFound { throw Problem.notFound(onbekend) }
        guard zicht.ziet(organisatie: vervanging.vorige) else { throw Problem.notFound(onbekend) }
        return (vervanging, zicht)
    }

    /// What stands in the place of help that stops: what was accepted in the zaak, or the verwijzing and another.
    private enum Hulp {
        case overdracht(Overdracht?)
        case verwijzing(Verwijzing, ander: Verwijzing?)
    }

    private func stand(
        _ vervanging: Vervanging, _ regels: [TermView], voor oin: OIN, _ zicht: Zicht
    ) throws -> VervangingStand {
        try VervangingStand(vervanging, regels, context.register.current, voor: oin, zicht)
    }

    /// Decides under the lock of the zaak, then of what was accepted in it, or of the verwijzingen.
    private func daad<B: Handeling>(
        _ api: API, _ deel: String, _ operation: String, _ summary: String, _ body: B.Type,
        wijst velden: [String: String] = [:], ander: @escaping @Sendable (B) -> UUID? = { _ in nil },
        _ command: @escaping @Sendable (Request<B>, Actor, Hulp) throws -> VervangingCommand
    ) {
        api.operation(
            .post, "/v1/vervangingen/{id}/\(deel)", id: operation, summary: summary,
            access: .scope("overdrachten:schrijven"), options: .requiresIdempotencyKey, parameters: pad, body: body,
            response: VervangingStand.self,
            problems: [.notFound: onbekend, .conflict: "Dit kan nu niet; het antwoord noemt waarom."]
        ) { request in
            let (id, oin) = (try request.path("id", as: UUID.self), request.caller.organisation)
            let gevonden = try await vind(id, voor: oin)
            let (zaak, verwijzing) = (gevonden.vervanging.zaak, gevonden.vervanging.verwijzing)
            let door = Actor(try context.handelend(request.caller, door: request.body.door))
            let ander = verwijzing == nil ? nil : ander(request.body)
            if let ander { try await eisGezien(ander, voor: oin) }
            let hulp = [verwijzing, ander].compactMap { $0 }.map { AggregateRef(Verwijzing.self, $0) }
            let lopend: @Sendable (Scope) throws -> [AggregateRef] = {
                verwijzing == nil ? try $0.lopend(zaak: zaak) : []
            }
            do {
                return try await context.engine.perform(
                    request.idempotency(operation, id.text), trace: request.cause,
                    needs: [AggregateRef(Zaak.self, zaak), AggregateRef(Vervanging.self, id)] + hulp, further: lopend
                ) { scope in
                    let hulp: Hulp
                    if let verwijzing {
                        guard let nu = try scope.load(Verwijzing.self, verwijzing) else { throw Problem.unexpected }
                        hulp = .verwijzing(nu, ander: try ander.flatMap { try scope.load(Verwijzing.self, $0) })
                    } else {
                        hulp = .overdracht(try scope.aanvaard(in: zaak))
                    }
                    try scope.decide(command(request, door, hulp), on: id, over: zaak)
                    guard let na = try scope.load(Vervanging.self, id) else { throw Problem.notFound() }
                    return Answer(status: 200, body: try stand(na, [], voor: oin, gevonden.zicht))
                }.response
            } catch let weigering as Weigering {
                throw Problem.of(weigering, wijst: velden)
            }
        }
    }
}

extension VervangingRoutes {
    /// - Throws: at the field, what its sender does not see of another verwijzing (P1).
    private func eisGezien(_ verwijzing: UUID, voor oin: OIN) async throws {
        do { _ = try await lezer.verwijzing(verwijzing, voor: oin) } catch let problem as Problem
            where problem.status == .notFound
        {
            throw Invalid(
                pointer: "/verwijzing", code: "onbekende-verwijzing",
                detail: "Deze verwijzing bestaat niet of uw organisatie is er niet bij.")
        }
    }
}

extension VervangingStand {
    init(
        _ vervanging: Vervanging, _ regels: [TermView], _ register: RegisterSnapshot, voor oin: OIN, _ zicht: Zicht
    ) throws {
        self.init(
            id: vervanging.id, zaak: vervanging.zaak, verwijzing: vervanging.verwijzing,
            kenmerk: try .van(vervanging.kenmerk), oefening: vervanging.oefening,
            vorige: try .van(vervanging.vorige), stoptOp: try vervanging.stoptOp.map { try .van($0.description) },
            sinds: vervanging.sinds,
            aan: try .partij((vervanging.aan.organisatie, vervanging.aan.medewerker), zicht), status: .gezocht,
            uitkomst: nil, geslotenOp: nil, overdracht: nil, vervangenDoor: vervanging.vervangenDoor,
            termijn: try vervanging.lopendeTermijnen.first.flatMap { termijn in
                try regels.running(termijn.soort, since: termijn.sinds).map { regel in
                    BordTermijn(
                        soort: try .van(termijn.soort),
                        organisatie: zicht.ziet(organisatie: termijn.organisatie) ? try .van(termijn.organisatie) : nil,
                        medewerker: try zicht.medewerker(termijn.medewerker, termijn.organisatie), sinds: regel.since,
                        verloopt: regel.due, stadium: regel.stage,
                        herkomst: TermLengths.verwijzing.origin(termijn.soort, regio: vervanging.regio, register)
                            .flatMap { KorteTekst($0) })
                }
            }, mogelijk: try vervanging.mogelijk(voor: oin.text).map { try .van($0) })
        if case .gesloten(let uitkomst, let overdracht, let op) = vervanging.stand {
            (status, self.uitkomst, self.overdracht, geslotenOp) = (.gesloten, try .van(uitkomst), overdracht, op)
        }
    }
}
