import Chassis
import Contracts
import Foundation
import Messaging
import Postgres
import Register
import VerwijzingDomain
import Web

/// S4, S5: figures for everyone at an organisation that takes part, of the regions that it works in, and the list of what
/// does not move.
struct CijferRoutes: Sendable {
    private let context: Context
    private let lezer: Cijferlezer
    private let zaaklezer: Zaaklezer

    init(_ context: Context) {
        self.context = context
        zaaklezer = Zaaklezer(context)
        lezer = Cijferlezer(pool: context.pool)
    }

    func register(on api: API) {
        api.table(
            "/v1/cijfers", id: "cijfersLezen",
            summary: "Procescijfers van een regio en haar gemeenten, geen uitkomsten voor gezinnen (S4)",
            access: .signedIn,
            parameters: [
                .query("regio", Codewoord.self, "De regio; zonder: die van uw organisatie"),
                .query("jaar", Int.self, "Het jaar van aanbieden; zonder: het laatste met overdrachten"),
                .query("gemeente", Gemeentecode.self, "Alleen deze gemeente"),
            ], response: Cijfers.self,
            problems: [.forbidden: "Uw organisatie werkt niet in deze regio."], handler: lees)
        api.table(
            "/v1/vastgelopen", id: "vastgelopenLezen",
            summary: "Overdrachten waarvan een termijn verliep; de hele regio voor wie haar aanspreekpunt heeft (S5)",
            access: .scope("overdrachten:lezen"),
            parameters: [
                .query("regio", Codewoord.self, "De regio; zonder: die van uw organisatie"),
                .query("maand", Maand.self, "Wat in deze maand vastzat, ook als het verder is; zonder: wat nu vastzit"),
            ], response: Vastgelopen.self, handler: vastgelopen)
    }

    private func vastgelopen(_ request: Request<NoBody>) async throws -> Response<Vastgelopen> {
        let (oin, register) = (request.caller.organisation, context.register.current)
        guard let regio = try request.query("regio", as: Codewoord.self) ?? register.organisation(oin)?.regio else {
            throw Problem.notFound()
        }
        let alles = Toegang.zietHeleRegio(oin, regio, register)
        let partij: SQL = alles ? "true" : Overdrachtfilter.partij(oin, nil)
        let maand = try request.query("maand", as: Maand.self)
        let now = Date()
        guard maand.map({ $0.duur.lowerBound <= now }) != false else {
            throw Invalid(pointer: "/query/maand", code: Violation.Codes.value, detail: "Deze maand moet nog komen.")
        }
        let waarvan = maand.map { Vastgelopenlezer.overdrachtenGestrand(in: $0) } ?? Vastgelopenlezer.nuGestrand
        let rijen = try await AggregateReader(pool: context.pool).page(
            Overdracht.self, where: "regio = \(regio.text) and not oefening and \(partij) and id in (\(waarvan))",
            after: nil, limit: Vastgelopen.hoogstens)
        let ids = rijen.map(\.id)
        let zichten = try await zaaklezer.zichten(van: rijen.map(\.state.zaak), voor: oin)
        func zicht(_ overdracht: Overdracht) -> Zicht { zichten[overdracht.zaak] ?? .vrij }
        let regels: [VastgelopenRegel]
        if let maand {
            let gestrand = try await Vastgelopenlezer(pool: context.pool).gestrand(in: maand, van: ids)
            regels = try rijen.compactMap {
                try VastgelopenRegel(
                    $0.state, gestrand: gestrand[$0.id] ?? [], context.register.current, voor: oin, zicht($0.state))
            }
        } else {
            let termijnen = try await TermReader(pool: context.pool).terms(of: ids)
            regels = try rijen.compactMap {
                try VastgelopenRegel(
                    $0.state, termijnen[$0.id] ?? [], context.register.current, voor: oin, zicht($0.state), now)
            }
        }
        let gesorteerd = regels.sorted {
            ($0.verlopen[0].verliep, $0.kenmerk.text) < ($1.verlopen[0].verliep, $1.kenmerk.text)
        }
        let kastje = register.kastjeNaarDeMuur(regio: regio.text)
        return Response(
            Vastgelopen(
                regio: regio, heleRegio: alles, maand: maand, gemetenOp: now, meer: rijen.count > Vastgelopen.hoogstens,
                kastjeVanaf: kastje.waarde, kastjeHerkomst: KorteTekst(kastje.herkomst),
                regels: Array(gesorteerd.prefix(Vastgelopen.hoogstens))))
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<Cijfers> {
        let register = context.register.current
        let regio = try Toegang.regio(request.query("regio"), request.caller.organisation, register)
        let jaren = try await lezer.jaren(regio.text)
        let jaar = try request.query("jaar", as: Int.self) ?? jaren.first ?? Dag(Date()).jaar
        guard (2000...9999).contains(jaar) else {
            throw Invalid(pointer: "/query/jaar", code: Violation.Codes.value, detail: "Hier hoort een jaartal.")
        }
        var cijfers = Cijfers(
            aard: try .van(Cijfers.naamVanAard), regio: regio, jaar: jaar, jaren: jaren, gemetenOp: Date(),
            samengevoegd: [], regels: [])
        let gemeenten = register.gemeenten.filter { register.region(of: $0)?.code == regio }.map(\.text)
        if let opmaak = Cijferopmaak(try await lezer.tellingen(regio.text, jaar), gemeenten: gemeenten) {
            cijfers.samengevoegd = try opmaak.gebieden.samen.filter { !$0.isEmpty }.map { try .van($0) }
            cijfers.regels = try opmaak.regels(try await lezer.tijden(regio.text, jaar, opmaak.gebieden))
        } else {
            cijfers.regels = [
                Cijferregel(
                    gebied: .regio, gemeente: nil, onderwerp: .aantal, waarde: try .van("overdrachten"),
                    verborgen: true, aantal: nil, procent: nil, mediaanMinuten: nil, p90Minuten: nil)
            ]
        }
        if let gemeente = try request.query("gemeente", as: Gemeentecode.self) {
            cijfers.regels.removeAll { $0.gemeente != gemeente }
        }
        return Response(cijfers)
    }
}

extension Toegang {
    /// The regions of which an organisation sees figures and lists: its own, those of its gemeenten, and those that it
    /// has the named person of.
    static func regios(_ organisatie: OIN, _ register: RegisterSnapshot) -> [Codewoord] {
        let bekend = register.organisation(organisatie)
        let codes =
            [bekend?.regio].compactMap { $0 } + (bekend?.gemeenten ?? []).compactMap { register.region(of: $0)?.code }
            + register.regions(withContactAt: organisatie)
        return Array(Set(codes)).sorted { $0.text < $1.text }
    }

    /// The region that is asked for, or the first of the organisation's own.
    /// - Throws: 403 for a region that the organisation does not work in.
    static func regio(_ gevraagd: Codewoord?, _ organisatie: OIN, _ register: RegisterSnapshot) throws -> Codewoord {
        let eigen = regios(organisatie, register)
        guard let regio = gevraagd ?? register.organisation(organisatie)?.regio ?? eigen.first, eigen.contains(regio)
        else { throw Problem.forbidden("Uw organisatie werkt niet in deze regio.", code: "andere-regio") }
        return regio
    }
}
