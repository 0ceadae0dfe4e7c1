import Chassis
import Contracts
import Foundation
import HTTPTypes
import Messaging
import Register
import VerwijzingDomain
import Web

/// What the two sides do with a handover: each act is a sub-resource that is posted to.
struct OverdrachtHandelingen: Sendable {
    private let context: Context
    let personen: Personen
    let lezer: Zaaklezer
    let kluis: Tekstkluis
    let inzage: Inhoudlezer
    let leeftijden: Leeftijdlezer

    init(_ context: Context) {
        self.context = context
        personen = Personen(register: context.register)
        lezer = Zaaklezer(context)
        kluis = Tekstkluis(context: context)
        inzage = Inhoudlezer(context: context)
        leeftijden = Leeftijdlezer(context: context)
    }

    /// What an act asks of the rules.
    enum Doen: Sendable {
        case overdracht(OverdrachtCommand)
        /// P2: with the birth dates of the zaak's children, opened for this decision, and those of whom nothing is known any
        /// more (P4).
        case start(door: Actor, geboren: [UUID: Dag], vernietigd: Set<UUID>, grond: Hulpgrond?)
        case zaak(Zaakhandeling)
    }

    func daden(in boek: any Dadenboek) {
        ontvangst(boek)
        antwoorden(boek)
        intrekken(boek)
        uitvoeren(boek)
        teruggeven(boek)
        terzijdeLeggen(boek)
    }

    /// O11: when who stays in touch does so, where nobody says.
    func nazorgdag(_ overdracht: Overdracht) -> Dag {
        let nu = Date()
        let termijnen = RegisterTerms(lengths: .verwijzing, register: context.register)
        let termijn = RunningTerm(kind: Termijnsoort.nazorg, since: nu, urgent: false)
        return max(Dag(termijnen.schedule(termijn, regio: overdracht.regio).due), Dag(Dag(nu).einde))
    }

    // MARK: - Receipts: facts beside the state, so without If-Match

    private func ontvangst(_ boek: any Dadenboek) {
        boek.neemOp(
            Daad(
                pad: "/v1/overdrachten/{id}/ontvangsten", id: "overdrachtBezorgd",
                samenvatting: "Uw systeem heeft het aanbod ontvangen; herhalen mag", scope: scope, parameters: pad,
                status: .ok, problemen: problemen
            ) { (request: Request<OntvangstVerzoek>) in
                try await bereidVoor(request) { _ in
                    (.overdracht(.bezorgd(organisatie: request.caller.organisation.text)), [])
                }
            })
        boek.neemOp(
            Daad(
                pad: "/v1/overdrachten/{id}/inzages", id: "overdrachtGezien",
                samenvatting: "Een medewerker van de ontvanger heeft het aanbod geopend; herhalen mag", scope: scope,
                parameters: pad, status: .ok, problemen: problemen
            ) { (request: Request<DoorVerzoek>) in
                let door = Actor(try context.handelend(request.caller, door: request.body.door))
                return try await bereidVoor(request) { _ in (.overdracht(.gezien(door: door)), []) }
            })
    }

    // MARK: - How each act is carried out

    private let scope = "overdrachten:schrijven"
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de overdracht")]
    private let problemen: [HTTPResponse.Status: String] = [
        .notFound: "De overdracht bestaat niet of is niet van uw organisatie.",
        .conflict: "De overdracht is niet in een toestand waarin dit kan; het antwoord noemt wat wel kan.",
    ]

    /// - Parameter velden: which field of the body a refusal points at.
    func handeling<B: Handeling>(
        _ boek: any Dadenboek, _ deel: String, _ id: String, _ summary: String, _ body: B.Type,
        parameters: [Parameter] = [], wijst velden: [String: String] = [:],
        _ daad: @escaping @Sendable (Request<B>, Actor, Overdracht) async throws -> (Doen, [Deel])
    ) {
        boek.neemOp(
            Daad(
                pad: "/v1/overdrachten/{id}/\(deel)", id: id, samenvatting: summary, scope: scope,
                opties: [.requiresIdempotencyKey, .requiresIfMatch], parameters: pad + parameters, status: .ok,
                problemen: problemen, wijst: velden
            ) { (request: Request<B>) in
                let door = Actor(try context.handelend(request.caller, door: request.body.door))
                let waar = try parameters.map { try request.path($0.name, as: String.self) }
                return try await bereidVoor(request, op: waar) { try await daad(request, door, $0) }
            })
    }

    /// To be decided under the lock of the zaak, then of its handovers (O1).
    private func bereidVoor<B: Contract>(
        _ request: Request<B>, op waar: [String] = [], _ daad: (Overdracht) async throws -> (Doen, [Deel])
    ) async throws -> Voorbereid<OverdrachtStand> {
        let id: UUID = try request.path("id")
        let oin = request.caller.organisation
        let gevonden = try await lezer.overdracht(id, voor: oin, .overdrachtBehandelen)
        let zaak = gevonden.zaak.id
        let (doen, delen) = try await daad(gevonden.overdracht)
        var ernaast = Regiewerk()
        if case .zaak(.wisselWerker) = doen {
            ernaast = try await lezer.regiewerk(van: gevonden.zaak.regie.partij, in: zaak)
        } else if case .zaak(let handeling) = doen, handeling.verplaatstRegie {
            ernaast = try await lezer.regiewerk(vanOrganisatie: gevonden.zaak.regie.organisatie, in: zaak)
        }
        let nodig: @Sendable (Scope) throws -> [AggregateRef] = { try $0.nodig(zaak: zaak, voor: id) }
        let command = Command<OverdrachtStand>(
            needs: [AggregateRef(Overdracht.self, id), AggregateRef(Zaak.self, zaak)]
                + AggregateRef.contact(van: zaak) + ernaast.refs,
            further: nodig
        ) { [ernaast] scope in
            scope.bewaar(delen)
            try scope.metContact(zaak, overdracht: id, ernaast: ernaast) { scope in
                switch doen {
                case .overdracht(let command): try scope.decide(command, on: id)
                case .start(let door, let geboren, let vernietigd, let grond):
                    // After the rules of the handover itself, so that who may not start hears nothing of consent.
                    try scope.decide(OverdrachtCommand.start(door: door), on: id)
                    try scope.eisKindOfGrond(zaak, hulp: id, grond, door: door)
                    try scope.load(Bescherming.self, Bescherming.id(van: zaak))?
                        .eisToestemming(
                            voor: oin.text, geboren: geboren, vernietigd: vernietigd, now: scope.now)
                case .zaak(let handeling): try scope.besluit(handeling, over: id, zaak: zaak)
                }
            }
            guard let na = try scope.load(Overdracht.self, id) else { throw Problem.notFound() }
            let zicht = Toegang.zicht(oin, try scope.load(Bescherming.self, Bescherming.id(van: zaak)))
            return Answer(status: 200, body: try OverdrachtStand(na, voor: oin, zicht), etag: scope.version(id))
        }
        return Voorbereid(zaak: zaak, op: ([id.text] + waar).joined(separator: " "), command: command)
    }
}
