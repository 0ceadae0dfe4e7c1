import Chassis
import Contracts
import Foundation
import Register
import Web

/// A melding that fits more than one casus: the candidates, and the choice that a person makes (M8).
struct Koppelingbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let gelezen = try await visit.read("koppelingLezen", path: ["melding": visit.onderwerp])
        let stand = gelezen.body
        let kandidaten = try await kandidaten(stand, visit)
        let wacht = stand["wacht"]?.bool ?? false
        let form = wacht ? formulier ?? site.show(self.formulier(visit, gelezen.etag, kandidaten), for: visit) : .none
        let namen = try await Namen(visit, register.current, organisaties: [visit.caller.organisation.text])
        let door = namen.partij(stand["door"])
        return PageContent(
            "Bij welke casus hoort melding " + (stand["kenmerk"]?.string ?? ""), template: "koppeling",
            values: [
                "kenmerk": PageValue(stand["kenmerk"]?.string), "wacht": .flag(wacht), "formulier": form,
                "melding": .text(Casusoverzicht.melding(stand)(site.words)),
                "acuut": .flag(stand["acuut"]?.string == "ja"), "oefening": .flag(stand["oefening"]?.bool ?? false),
                "gemeente": PageValue(stand["gemeente"]?.string.map { Gemeenten.naam($0) }),
                "kandidaten": .list(
                    kandidaten.map { casus in
                        .group([
                            "kenmerk": PageValue(casus["kenmerk"]?.string),
                            "adres": .text("/casussen/" + (casus["id"]?.string ?? "")),
                            "geopend": PageValue(casus["geopendOp"]?.tijdstip.map { Tijd.moment($0) }),
                            "regie": .text(namen.organisatie(casus["regiehouder"]?["organisatie"]?.string)),
                        ])
                    }),
                "door": .text(door == "u" ? "U" : door),
                "besloten": PageValue(stand["beslotenOp"]?.tijdstip.map { Tijd.moment($0) }),
                "gekozen": PageValue(stand["zaak"]?.string.map { "/casussen/" + $0 }),
            ])
    }

    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let gelezen = try await visit.read("koppelingLezen", path: ["melding": visit.onderwerp])
        return formulier(visit, gelezen.etag, try await kandidaten(gelezen.body, visit))
    }

    /// The casussen to choose from, as this person may see them.
    private func kandidaten(_ stand: JSON, _ visit: Visit) async throws -> [JSON] {
        var gelezen: [JSON] = []
        for id in stand["kandidaten"]?.strings ?? [] {
            do { gelezen.append(try await visit.read("casusLezen", path: ["id": id]).body) } catch {
                // Kept by another team: it can be chosen all the same, and its own team shows it.
                guard error.status == .notFound else { throw error }
                gelezen.append(["id": .string(id)])
            }
        }
        return gelezen
    }

    private func formulier(_ visit: Visit, _ version: Int64?, _ kandidaten: [JSON]) -> ActionForm {
        ActionForm(
            operation: "koppelingBeslissen", title: "Besluit vastleggen",
            explanation: "Kies een casus, of laat een nieuwe casus beginnen. Een van de twee.",
            action: "/koppelingen/" + visit.onderwerp, path: ["melding": visit.onderwerp], version: version,
            choices: [
                "/zaak": kandidaten.compactMap { casus in
                    casus["id"]?.string.map {
                        ActionForm.Choice($0, "Casus " + (casus["kenmerk"]?.string ?? "van een ander team"))
                    }
                }
            ])
    }
}
