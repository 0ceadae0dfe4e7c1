import Chassis
import Content
import Contracts
import Foundation
import HTTPTypes
import Messaging
import Runtime
import VerwijzingDomain
import Web

/// An event on an organisation's own topic that asks for an act of the HTTP interface. Its data has the fields of that
/// request, but where a text would stand the id of content that was left at `/v1/inhoud`.
protocol Opdracht: EventData {
    /// Id of the operation.
    static var daad: String { get }
    /// Which field is which part of the operation's path.
    static var pad: [String: String] { get }
    /// Fields that hold the id of a text.
    static var teksten: [String] { get }
}

extension Opdracht {
    static var pad: [String: String] { ["overdracht": "id"] }
    static var teksten: [String] { [] }
}

/// Carries out what a partner asks on its own topic: the same act, prepared, checked and decided as over HTTP, and told
/// on `keten.uit.<oin>`.
struct OpdrachtHandler<Payload: Opdracht>: MessageHandler {
    private let context: Context
    private let bereider: Partnerdaden.Bereider
    private let lezer: Zaaklezer
    private var werk: Partnerwerk?

    init(_ type: Payload.Type, _ daden: Partnerdaden, _ context: Context) {
        self.context = context
        bereider = daden[Payload.daad]
        lezer = Zaaklezer(context)
    }

    static var reads: Bool { true }

    func read(_ message: Message<Payload>) async throws -> Self {
        guard let oin = message.sender, context.register.current.organisation(oin)?.doetMee() == true else {
            throw Refused([
                Violation(
                    pointer: "/source", code: "onbekende-organisatie",
                    detail: "Deze organisatie staat niet als actief in het register.")
            ])
        }
        var gelezen = self
        do {
            gelezen.werk = try await bereidVoor(Velden(message.data), message.event, oin)
        } catch {
            guard let fouten = fouten(error) else { throw error }
            let stand = try await stand(Velden(message.data).overdracht, voor: oin)
            throw Refused(fouten, standing: stand ?? Standing(told: error))
        }
        return gelezen
    }

    private func bereidVoor(_ velden: Velden, _ event: CloudEvent, _ oin: OIN) async throws -> Partnerwerk {
        let trace = TraceContext.continuing(traceparent: event.traceparent, correlationID: event.correlationid)
        var body = velden.body
        if !velden.teksten.isEmpty, let medewerker = velden.door {
            let request = Request(by: oin, body: NoBody(), trace: trace)
            let teksten = try await Inhoudlezer(context: context).partnerteksten(
                velden.teksten, voor: try context.handelend(request.caller, door: medewerker),
                doel: "bericht \(Payload.eventType.name)", request)
            for (veld, tekst) in teksten { body[veld] = tekst.json }
        }
        return try await bereider(
            Partnerverzoek(organisatie: oin, pad: velden.pad, body: .object(body), trace: trace))
    }

    func needs(_ message: Message<Payload>) -> [AggregateRef] {
        (werk?.needs ?? [])
            + Velden(message.data).teksten.values.map { AggregateRef(projection: Partnerinhoud.self, $0) }
    }

    func further(_ message: Message<Payload>, in scope: Scope) throws -> [AggregateRef] {
        try werk?.further?(scope) ?? []
    }

    func decide(_ message: Message<Payload>, in scope: inout Scope) throws {
        guard let werk, let oin = message.sender else { throw EngineError.stopped }
        let velden = Velden(message.data)
        let stand = try scope.stand(velden.overdracht, voor: oin)
        do {
            try eis(velden, werk, oefening: message.event.oefening, scope)
            for (veld, id) in velden.teksten { try scope.neem(id, "/\(veld)") }
            let (onderwerp, versie) = try werk.decide(&scope)
            let bericht = BerichtId(message.event.id) ?? .placeholder
            try scope.announce(
                OverdrachtenEvents.BerichtVerwerkt(
                    organisatie: oin, bericht: bericht, onderwerp: onderwerp, versie: versie.map { Int($0) },
                    tijdstip: scope.now, oefening: message.event.oefening),
                topic: Topics.overdrachten, key: oin.text, subject: bericht.text, regio: "",
                oefening: message.event.oefening)
        } catch {
            guard let fouten = fouten(error) else { throw error }
            throw Refused(fouten, standing: stand ?? Standing(told: error))
        }
    }

    /// What over HTTP `If-Match` says, and that an exercise touches nothing real (C3).
    private func eis(_ velden: Velden, _ werk: Partnerwerk, oefening: Bool, _ scope: Scope) throws {
        var fouten: [Violation] = []
        if let versie = velden.versie, let nu = try werk.version(scope), nu != versie {
            fouten.append(
                Violation(
                    pointer: "/data/versie", code: "versie-verouderd",
                    detail: "Dit is intussen gewijzigd; de huidige versie is \(nu)."))
        }
        if let zaak = try scope.load(Zaak.self, werk.zaak), zaak.oefening != oefening {
            fouten.append(
                Violation(
                    pointer: "/oefening", code: "oefening-en-echt",
                    detail: oefening
                        ? "Deze zaak is geen oefening." : "Deze zaak is een oefening; zet dat in het bericht."))
        }
        if !fouten.isEmpty { throw Refused(fouten) }
    }

    // MARK: - Refusals

    /// Everything that is wrong, with its place in the event; nil for what trying again may mend.
    private func fouten(_ error: any Error) -> [Violation]? {
        switch error {
        case let refused as Refused: return refused.violations
        case let invalid as Invalid: return invalid.violations.map(inData)
        case ContentError.gone: return fouten(Problem.inhoudVernietigd())
        case let problem as Problem where problem.status.kind == .clientError:
            let plaats =
                switch problem.code {
                case "niet-gevonden": Velden.plaats
                case "onbekende-medewerker": "/door"
                default: ""
                }
            return
                (problem.violations.isEmpty
                ? [Violation(pointer: plaats, code: problem.code, detail: problem.detail)] : problem.violations)
                .map(inData)
        default: return nil
        }
    }

    private func inData(_ violation: Violation) -> Violation {
        Violation(pointer: "/data" + violation.pointer, code: violation.code, detail: violation.detail)
    }

    private func stand(_ overdracht: UUID?, voor oin: OIN) async throws -> Standing? {
        guard let overdracht else { return nil }
        do {
            let gevonden = try await lezer.overdracht(overdracht, voor: oin)
            return Standing(gevonden.overdracht, voor: oin, version: gevonden.version)
        } catch is Problem {
            return nil
        }
    }

    /// The event's data, apart: what is the operation's path, what its body, and what refers to texts.
    private struct Velden {
        let overdracht: UUID?
        let versie: Int64?
        let door: MedewerkerId?
        let pad: [String: String]
        let body: JSON.Members
        let teksten: [String: UUID]

        init(_ data: Payload) {
            let alle = data.json.object ?? [:]
            overdracht = alle["overdracht"]?.string.flatMap { UUID(uuidString: $0) }
            versie = Payload.pad["versie"] == nil ? alle["versie"]?.integer : nil
            door = alle["door"]?.string.flatMap { MedewerkerId($0) }
            pad = Dictionary(
                uniqueKeysWithValues: Payload.pad.map { veld, naam in
                    (naam, alle[veld]?.string ?? alle[veld]?.integer.map { String($0) } ?? "")
                })
            teksten = Dictionary(
                uniqueKeysWithValues: Payload.teksten.compactMap { veld in
                    alle[veld]?.string.flatMap { UUID(uuidString: $0) }.map { (veld, $0) }
                })
            body = alle.filter { veld, _ in veld != "versie" && Payload.pad[veld] == nil }
        }

        /// The field that names what is not found.
        static var plaats: String { Payload.pad.keys.min().map { "/\($0)" } ?? "" }
    }
}

extension Standing {
    /// As the rules told it, where it is no handover that was acted on.
    fileprivate init?(told error: any Error) {
        guard let problem = error as? Problem, let state = problem.extra["toestand"]?.string,
            let possible = problem.extra["mogelijk"]?.array
        else { return nil }
        self.init(state: state, possible: possible.compactMap(\.string), version: nil)
    }

    /// Nil for an organisation that is no party.
    init?(_ overdracht: Overdracht, voor oin: OIN, version: Int64) {
        guard overdracht.kant(van: oin.text) != nil else { return nil }
        self.init(
            state: overdracht.status.code, possible: overdracht.mogelijk(voor: oin.text), version: version)
    }
}

extension Scope {
    fileprivate func stand(_ overdracht: UUID?, voor oin: OIN) throws -> Standing? {
        guard let overdracht, let stand = try load(Overdracht.self, overdracht) else { return nil }
        return Standing(stand, voor: oin, version: version(overdracht))
    }
}
