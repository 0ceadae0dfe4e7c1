import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// S1: the board of who must move.
struct BordRoute: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let bordlezer: Bordlezer

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        bordlezer = Bordlezer(pool: context.pool)
    }

    func register(on api: API) {
        api.operation(
            .get, "/v1/bord", id: "bordLezen",
            summary: "Wie er aan zet is in de lopende overdrachten van uw organisatie, en hoeveel er te laat zijn (S1)",
            access: .scope("overdrachten:lezen"),
            parameters: [
                .query(
                    "volgorde", Bordvolgorde.self,
                    "Wat eerst komt: het eerst aangeboden (zo ook zonder), wat het meest te laat is, of wat het langst wacht"
                ),
                .query("aanZet", BordAanZet.self, "Alleen waarin uw organisatie aan zet is, of juist de ander"),
                .query("laat", Bool.self, "Alleen waarvan een termijn om is, of juist niet"),
                .query("status", OverdrachtenEvents.Status.self, "Alleen in deze toestand"),
                .query("regio", Codewoord.self, "Alleen in deze regio"),
                .query("gemeente", Gemeentecode.self, "Alleen in deze gemeente, waar die niet voor u afgeschermd is"),
                .query("vraag", Codewoord.self, "Alleen waarin dit gevraagd wordt"),
                .query("met", OIN.self, "Alleen van of naar deze organisatie"),
            ] + Parameter.page, response: Bord.self, handler: bord)
    }

    private func bord(_ request: Request<NoBody>) async throws -> Response<Bord> {
        let (oin, hoogstens) = (request.caller.organisation, request.page.limit)
        var vraag = Bordlezer.Vraag(oin: oin, now: Date())
        vraag.volgorde = try request.query("volgorde") ?? .aangeboden
        vraag.aanZet = try request.query("aanZet")
        vraag.laat = try request.query("laat")
        vraag.status = try request.query("status")
        vraag.regio = try request.query("regio")
        vraag.gemeente = try request.query("gemeente")
        vraag.vraag = try request.query("vraag")
        vraag.met = try request.query("met")
        vraag.zonderGemeente = try await zonderGemeente(oin)
        let na = try request.page.after?.key(Int64.self, UUID.self)
        let rijen = try await bordlezer.regels(
            vraag, na: na.map { Bordlezer.Plaats(moment: $0.0, overdracht: $0.1) }, hoogstens: hoogstens)
        let groepen = try await bordlezer.groepen(vraag, voor: rijen.first?.plaats)
        let termijnen = try await TermReader(pool: context.pool).terms(of: rijen.map(\.overdracht.id))
        let zichten = try await lezer.zichten(van: rijen.map(\.overdracht.zaak), voor: oin)
        let register = context.register.current
        let pagina = try Page(
            rijen, request.page,
            item: { rij in
                try Bordregel(
                    rij.overdracht, termijnen[rij.overdracht.id] ?? [], register, zichten[rij.overdracht.zaak] ?? .vrij)
            },
            cursor: { Cursor(after: $0.plaats.moment, $0.plaats.overdracht) })
        return Response(try Bord(pagina, groepen, oin))
    }

    /// P1: a filter or a count by gemeente would give away what the row does not show.
    private func zonderGemeente(_ oin: OIN) async throws -> [UUID] {
        let mogelijk = try await bordlezer.metAfschermingVanGemeente(oin)
        let zichten = try await lezer.zichten(van: mogelijk.map(\.zaak), voor: oin)
        return mogelijk.filter { zichten[$0.zaak]?.ziet(gemeente: $0.gemeente) == false }.map(\.overdracht)
    }
}

extension Bord {
    fileprivate init(_ pagina: Page<Bordregel>, _ groepen: [Bordlezer.Groep], _ oin: OIN) throws {
        let passend = groepen.filter(\.past)
        self.init(
            resultaten: pagina.resultaten, volgende: pagina.volgende,
            ervoor: passend.reduce(0) { $0 + $1.ervoor }, aantal: passend.reduce(0) { $0 + $1.aantal },
            laat: passend.reduce(0) { $0 + $1.laat },
            keuzes: Bordkeuzes(
                statussen: try Set(groepen.map(\.status)).sorted().map { try .van($0) },
                regios: try Set(groepen.map(\.regio)).sorted().map { try .van($0) },
                gemeenten: try Set(groepen.compactMap(\.gemeente)).sorted().map { try .van($0) },
                vragen: try Set(groepen.map(\.vraag)).sorted().map { try .van($0) },
                organisaties: try Set(groepen.flatMap { [$0.van, $0.naar] }).subtracting([oin.text]).sorted()
                    .map { try .van($0) }))
    }
}
