import Content
import Contracts
import Foundation
import Messaging
import Web

/// P4 for operators: what is kept, what goes when, what keeps it, and with which keys it is sealed. References only.
struct BewaarRoutes: Sendable {
    let plaats: Bewaarplaats
    let keys: KeyRing

    func register(on api: API) {
        api.operation(
            .get, "/v1/beheer/bewaring", id: "bewaringLezen",
            summary: "Wat bewaard wordt, wat vervalt en wat vernietigd is", access: BeheerRoutes.access,
            parameters: [.query("binnen", Int.self, "Ook wat binnen zoveel seconden vervalt")],
            response: Bewaarstand.self
        ) { request in
            Response(try await plaats.stand(binnen: max(0, try request.query("binnen") ?? 0)))
        }
        api.operation(
            .post, "/v1/beheer/bewaring/{onderwerp}/aanhoudingen", id: "bewaringAanhouden",
            summary: "Vernietiging van een zaak, casus of melding aanhouden, of dat opheffen",
            access: BeheerRoutes.access,
            parameters: [.path("onderwerp", UUID.self, "De zaak, casus of melding")], body: Bewaarhandeling.self,
            response: Bewaaruitslag.self
        ) { request in
            let (onderwerp, waarom): (UUID, Aanhoudreden?) = (try request.path("onderwerp"), request.body.waarom)
            let act = try request.act
            return Response(
                try await plaats.houdAan(
                    onderwerp, waarom, organisatie: act.organisation, medewerker: act.person,
                    beheer: act.record(
                        waarom == nil ? "retention-hold-lifted" : "retention-held", target: onderwerp.text)))
        }
        api.operation(
            .get, "/v1/beheer/sleutels", id: "sleutelsLezen",
            summary: "Welke versleutelsleutels deze dienst kent en wat ermee versleuteld is",
            access: BeheerRoutes.access, response: Kluissleutels.self
        ) { _ in
            let gebruik = try await Sleutelwacht.gebruik(plaats.pool)
            let bekend = keys.versions
            let versies = bekend + gebruik.map(\.versie).filter { !bekend.contains($0) }
            let huidig = keys.current
            return Response(
                Kluissleutels(
                    huidig: huidig,
                    versies: versies.map { versie in
                        let deel = gebruik.first { $0.versie == versie }
                        return Kluissleutel(
                            versie: versie, bekend: bekend.contains(versie), sleutels: deel?.sleutels ?? 0,
                            berichten: deel?.berichten ?? 0)
                    }, omgezet: gebruik.allSatisfy { $0.versie == huidig || $0.sleutels == 0 }))
        }
    }
}
