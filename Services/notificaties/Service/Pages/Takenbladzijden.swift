import Chassis
import Contracts
import Foundation
import Register
import Web

/// The inbox: what is asked of me, by when, what is late (N1, N2), and one task with what can be done.
struct Takenbladzijden: Sendable {
    let register: Register

    static func pages(_ context: Context) -> Pages {
        Pages(
            templates: [
                "taken": String(decoding: PackageResources.taken_mustache, as: UTF8.self),
                "taak": String(decoding: PackageResources.taak_mustache, as: UTF8.self),
            ],
            words: Taakwoorden.woorden
        ) { site in
            Takenbladzijden(register: context.register).register(on: site)
        }
    }

    private func register(on site: Site) {
        site.page("/", id: "taken") { visit in try await lijst(visit, site) }
        site.stream("/taken/stroom", id: "taken-stroom", operation: "takenVolgen")
        site.page("/taken/{id}", id: "taak") { visit in try await taak(visit, site, formulier: nil) }
        site.action(
            "/taken/{id}", id: "taak-handeling",
            form: { visit, post in
                let gelezen = try await visit.read("taakLezen", path: ["id": visit.path["id"] ?? ""])
                return try await formulieren(gelezen, visit).first { $0.operation == post.value("handeling") }
            },
            done: { visit, reply in
                // Handed on, it is somebody else's and no page of this person any more.
                reply.body["medewerker"]?.string == visit.caller.person && reply.body["status"]?.string != "gedaan"
                    ? "/taken/" + (visit.path["id"] ?? "") : "/"
            },
            again: { visit, formulier, _ in try await taak(visit, site, formulier: formulier) })
    }

    // MARK: - The inbox

    private func lijst(_ visit: Visit, _ site: Site) async throws -> PageContent {
        var vraag = ["limit": "100"]
        vraag["after"] = visit.query["na"].flatMap { Cursor($0) }.flatMap { cursor in
            // Of an older list: `key` says whether it fits this one.
            (try? cursor.key(Bool.self, Int64.self, UUID.self)) == nil ? nil : cursor.description
        }
        let postvak = try await visit.read("postvakLezen", query: vraag).body
        let taken = postvak["resultaten"]?.array ?? []
        // Shown to its person, so it has arrived.
        for taak in taken where taak["status"]?.string == "open" {
            try await meld("taakOntvangen", taak, ["kanaal": "sse"], visit)
        }
        let (aantal, laat) = (postvak["aantal"]?.integer ?? 0, postvak["teLaat"]?.integer ?? 0)
        let volgende = postvak["volgende"]?.string.map { "/?na=\($0)" }
        let begin: String? = vraag["after"] == nil ? nil : "/"
        return PageContent(
            laat > 0 ? "Mijn taken (\(laat) te laat)" : "Mijn taken", template: "taken",
            values: [
                "taken": .list(taken.map { kaart($0, visit, site) }), "leeg": .flag(aantal == 0),
                "aantal": .text(aantal == 1 ? "1 taak wacht op u" : "\(aantal) taken wachten op u"),
                "verder": volgende == nil && begin == nil
                    ? PageValue.none : .group(["volgende": PageValue(volgende), "begin": PageValue(begin)]),
                "telaat": .init(laat == 0 ? nil : laat == 1 ? "1 taak is te laat." : "\(laat) taken zijn te laat."),
            ])
    }

    private func kaart(_ taak: JSON, _ visit: Visit, _ site: Site) -> PageValue {
        let soort = taak["soort"]?.string ?? ""
        let vraag = Taakwoorden.vraag[soort] ?? (site.words[soort], "")
        let moment = termijn(taak)
        let laat = moment.map { $0 < visit.now } ?? false
        let spoed = taak["urgentie"]?.string == "spoed"
        var values: [String: PageValue] = [
            "adres": .text("/taken/" + (taak["id"]?.string ?? "")), "titel": .text(vraag.titel),
            "uitleg": .text(vraag.uitleg), "kenmerk": PageValue(taak["kenmerk"]?.string), "spoed": .flag(spoed),
        ]
        values["oefening"] = .flag(taak["oefening"]?.bool ?? false)
        values["team"] = .flag(taak["team"]?.string != nil)
        values["laat"] = .flag(laat)
        values["nieuw"] = .flag(taak["status"]?.string != "gezien")
        // What is new has a term for opening it; the term for doing it runs from then on.
        let waarvoor = taak["status"]?.string == "gezien" ? "" : "openen: "
        values["termijn"] = PageValue(moment.map { waarvoor + Tijd.left($0, now: visit.now) })
        values["uiterlijk"] = PageValue(moment.map { Tijd.deadline($0) })
        values["herkomst"] = PageValue(moment == nil ? nil : taak["herkomst"]?.string)
        return .group(values)
    }

    private func termijn(_ taak: JSON) -> Date? { taak["uiterlijk"]?.string.flatMap { RFC3339.date($0) } }

    // MARK: - One task

    private func taak(_ visit: Visit, _ site: Site, formulier: PageValue?) async throws -> PageContent {
        let id = visit.path["id"] ?? ""
        var gelezen = try await visit.read("taakLezen", path: ["id": id])
        let status = gelezen.body["status"]?.string ?? ""
        if ["open", "bezorgd"].contains(status), mag(visit, gelezen.body) {
            // A named person opened it: that is what "gezien" says (N2).
            try await meld("taakInzien", gelezen.body, [:], visit)
            gelezen = try await visit.read("taakLezen", path: ["id": id])
        }
        let soort = gelezen.body["soort"]?.string ?? ""
        let plaats = Taakwoorden.plaats(
            soort, onderwerp: gelezen.body["onderwerp"]?.string ?? "", zaak: gelezen.body["zaak"]?.string)
        let open = try await formulieren(gelezen, visit)
        var values: [String: PageValue] = [
            "taak": kaart(gelezen.body, visit, site),
            "sinds": .init(
                gelezen.body["wachtSinds"]?.string.flatMap { RFC3339.date($0) }.map { Tijd.moment($0) }),
            "gedaan": .flag(status == "gedaan"), "vervallen": .flag(status == "vervallen"),
            "kanIets": .flag(!open.isEmpty), "handelingen": site.acts(open, for: visit, given: formulier),
        ]
        if gelezen.body["urgentie"]?.string == "spoed",
            let organisatie = gelezen.body["organisatie"]?.string.flatMap({ OIN($0) })
        {
            let uren = register.current.kantooruren(organisatie)
            values["kantooruren"] = .text(Taakwoorden.kantooruren(uren.waarde, herkomst: uren.herkomst))
        }
        if let plaats, let adres = site.address(of: plaats.dienst, plaats.pad) {
            values["link"] = .group(["adres": .text(adres), "naam": .text(plaats.naam)])
        }
        return PageContent(Taakwoorden.vraag[soort]?.titel ?? "Taak", template: "taak", values: values)
    }

    /// The task is this person's, or stands on the list of the team.
    private func mag(_ visit: Visit, _ taak: JSON) -> Bool {
        taak["medewerker"]?.string == nil || taak["medewerker"]?.string == visit.caller.person
    }

    private func formulieren(_ gelezen: Reply, _ visit: Visit) async throws -> [ActionForm] {
        guard ["open", "bezorgd", "gezien"].contains(gelezen.body["status"]?.string ?? "") else { return [] }
        let id = visit.path["id"] ?? ""
        let collegas = register.current.organisation(visit.caller.organisation)
        let eigen = visit.caller.organisation.text
        let namen = try await Namen(visit, register.current, organisaties: [eigen])
        let mensen = namen.keuzes(eigen).filter { $0.value != visit.caller.person }
        let teams = (collegas?.teams ?? []).map { ActionForm.Choice($0.id.text, $0.naam.text) }
        return [
            ActionForm(
                operation: "taakAfhandelen", title: "Deze taak is gedaan",
                explanation: "Alleen nodig als u dit buiten deze site om deed. Anders verdwijnt de taak vanzelf.",
                action: "/taken/" + id, path: ["id": id], version: gelezen.etag),
            ActionForm(
                operation: "taakOverdragen", title: "Geef deze taak aan een ander",
                explanation: "Kiest u niemand, dan gaat de taak naar uw vervanger of de lijst van uw team.",
                action: "/taken/" + id, path: ["id": id], version: gelezen.etag,
                choices: ["/naarMedewerker": mensen, "/naarTeam": teams]),
        ]
    }

    /// A receipt: nothing is lost when it cannot be given now, the next look gives it.
    private func meld(_ operation: String, _ taak: JSON, _ body: JSON, _ visit: Visit) async throws {
        let id = taak["id"]?.string ?? ""
        do {
            _ = try await visit.act(
                operation, path: ["id": id], body: body,
                idempotencyKey: "\(operation)-\(id)-\(taak["versie"]?.integer ?? 0)-\(visit.caller.subject)",
                ifMatch: nil)
        } catch {
            // Done meanwhile, or handed to another: the page shows that by itself.
            if error.status == .serviceUnavailable { throw error }
        }
    }
}
