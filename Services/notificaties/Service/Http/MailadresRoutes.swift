import Chassis
import Content
import Contracts
import Foundation
import Mail
import NotificatieDomain
import Web

/// Where an organisation's people get mail, set by its own system or by the person (N2, N6).
struct MailadresRoutes: Sendable {
    let context: Context
    private let ontvangers: Mailontvangers
    private static let onbekend = "Van deze medewerker van uw organisatie is geen mailadres bekend."

    init(_ context: Context) {
        self.context = context
        ontvangers = Mailontvangers(pool: context.pool, vault: context.vault)
    }

    func register(on api: API) {
        let pad: [Parameter] = [.path("medewerker", MedewerkerId.self, "De medewerker")]
        api.operation(
            .get, "/v1/mailadressen", id: "mailadressenLezen",
            summary:
                "Wie van uw organisatie mail krijgt en wanneer, en welke adressen geweigerd zijn; zonder de adressen",
            access: .scope("taken:lezen"), parameters: Parameter.page, response: Page<MailadresStand>.self
        ) { request in
            let na = try request.page.after?.key(String.self)
            let rows = try await ontvangers.lijst(
                bij: request.caller.organisation, na: na, limit: request.page.limit + 1)
            return Response(
                try Page(
                    rows, request.page, item: { try stand($0, adres: nil) }, cursor: { Cursor(after: $0.medewerker) }))
        }
        api.operation(
            .get, "/v1/mailadressen/{medewerker}", id: "mailadresLezen",
            summary: "Het mailadres van een medewerker, onherkenbaar gemaakt, met de voorkeuren",
            access: .scope("taken:lezen"), parameters: pad, response: MailadresStand.self,
            problems: [.notFound: Self.onbekend], handler: lees)
        api.operation(
            .put, "/v1/mailadressen/{medewerker}", id: "mailadresZetten",
            summary: "Het mailadres en de voorkeuren van een medewerker zetten; wat er stond vervalt",
            access: .scope("taken:schrijven"), parameters: pad, body: MailadresVerzoek.self,
            problems: [.notFound: "Deze medewerker staat niet in het register bij uw organisatie."], handler: zet)
        api.operation(
            .delete, "/v1/mailadressen/{medewerker}", id: "mailadresVerwijderen",
            summary: "Het mailadres van een medewerker verwijderen", access: .scope("taken:schrijven"),
            parameters: pad, problems: [.notFound: Self.onbekend]
        ) { request in
            let medewerker = try eigen(request)
            guard try await ontvangers.verwijder(medewerker.text, bij: request.caller.organisation) else {
                throw Problem.notFound(Self.onbekend)
            }
            return .noContent
        }
    }

    private func zet(_ request: Request<MailadresVerzoek>) async throws -> Response<NoContent> {
        let (medewerker, organisatie) = (try eigen(request), request.caller.organisation)
        guard context.register.current.person(organisatie, medewerker) != nil else {
            throw Problem.notFound("Deze medewerker staat niet in het register bij uw organisatie.")
        }
        try await ontvangers.zet(
            request.body.adres.adres, request.body.voorkeur, van: medewerker.text, bij: organisatie)
        return .noContent
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<MailadresStand> {
        let (medewerker, organisatie) = (try eigen(request), request.caller.organisation)
        let record = ProcessingRecord(
            traceparent: request.trace.traceparent, name: "mailadres lezen", resource: "notificaties",
            activity: "https://keten.example/verwerkingen/mailadres-lezen",
            user: request.caller.person ?? request.caller.subject, organisation: organisatie, role: "organisatie",
            purpose: "nakijken waar mail heen gaat", networkAddress: request.networkAddress ?? "")
        guard let ontvanger = try await ontvangers.ontvanger(medewerker.text, bij: organisatie.text),
            let adres = try await ontvangers.adres(ontvanger, record)
        else { throw Problem.notFound(Self.onbekend) }
        return Response(try stand(ontvanger, adres: adres))
    }

    /// A person sees to her own address, a system to those of its organisation.
    private func eigen<B>(_ request: Request<B>) throws -> MedewerkerId {
        let medewerker: MedewerkerId = try request.path("medewerker")
        guard request.caller.person == nil || request.caller.person == medewerker.text else {
            throw Problem.forbidden("U ziet en wijzigt alleen uw eigen mailadres.", code: "andere-medewerker")
        }
        return medewerker
    }

    private func stand(_ ontvanger: Mailontvanger, adres: MailAddress?) throws -> MailadresStand {
        let (stil, verzamel) = (ontvanger.voorkeur.stilleUren, ontvanger.voorkeur.verzamelmail.kolommen)
        return MailadresStand(
            medewerker: try .van(ontvanger.medewerker), adres: adres?.masked, geweigerdOp: ontvanger.geweigerd?.op,
            geweigerdCode: ontvanger.geweigerd?.antwoord,
            stilleUren: Stilteverzoek(
                van: Kloktijd(minuten: stil.van), tot: Kloktijd(minuten: stil.tot), weekend: stil.weekend),
            verzamelmail: MailadresVerzoek.Verzamelsoort(rawValue: verzamel.soort) ?? .uit,
            verzameltijd: verzamel.soort == "dagelijks" ? Kloktijd(minuten: verzamel.om) : nil)
    }
}
