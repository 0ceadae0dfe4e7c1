import Chassis
import Contracts
import Foundation
import Register
import Web

/// One casus: how safe it is, who must move, who is involved, what was decided and who sees it otherwise (R1, R2, R11,
/// R12), and what can be done now.
struct Casusbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let id = visit.onderwerp
        let gelezen = try await visit.read("casusLezen", path: ["id": id])
        let tijdlijn = try await visit.read("casustijdlijnLezen", path: ["id": id]).body["regels"]?.array ?? []
        let stand = gelezen.body
        let namen = try await namen(stand, visit)
        let overzicht = Casusoverzicht(stand: stand, tijdlijn: tijdlijn, namen: namen, site: site)
        let delen = try await Casusdelen(visit)
        var values = kop(stand, visit, namen).merging(overzicht.values) { $1 }
            .merging(delen.values(namen, site.words)) { $1 }
        values["id"] = .text(id)
        values["gedaan"] = .flag(visit.query["gedaan"] != nil && formulier == nil)
        let termijnen = (stand["termijnen"]?.array ?? []).map { namen.termijn($0, site.words) }
        values["termijnen"] = .list(termijnen)
        values["heeftTermijnen"] = .flag(!termijnen.isEmpty)
        let formulieren = Casusformulieren(
            stand: stand, delen: delen, version: gelezen.etag, register: register.current
        ).alle(visit, namen, site.words)
        values["handelingen"] = site.acts(formulieren, for: visit, given: formulier)
        values["nietsTeDoen"] = .flag(formulieren.isEmpty)
        return PageContent("Casus " + (stand["kenmerk"]?.string ?? ""), template: "casus", values: values)
    }

    /// The form that was sent, as it would be shown now.
    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let gelezen = try await visit.read("casusLezen", path: ["id": visit.onderwerp])
        let formulieren = Casusformulieren(
            stand: gelezen.body, delen: try await Casusdelen(visit), version: gelezen.etag, register: register.current)
        return formulieren.alle(visit, try await namen(gelezen.body, visit), site.words)
            .first { $0.operation == post.value("handeling") }
    }

    /// With the people of all who decided, disagreed, hold the regie or confirmed.
    private func namen(_ stand: JSON, _ visit: Visit) async throws -> Namen {
        func organisaties(_ lijst: String, _ wie: String) -> [String?] {
            (stand[lijst]?.array ?? []).map { $0[wie]?["organisatie"]?.string }
        }
        let teams: [String?] = (stand["lokaleTeams"]?.array ?? []).map { $0["organisatie"]?.string }
        let alle =
            organisaties("beoordelingen", "door") + organisaties("meningsverschillen", "namens") + teams
            + [stand["regiehouder"]?["organisatie"]?.string, stand["team"]?.string]
        return try await Namen(visit, register.current, organisaties: Set(alle.compactMap { $0 }))
    }

    // MARK: - What must be known within ten seconds

    private func kop(_ stand: JSON, _ visit: Visit, _ namen: Namen) -> [String: PageValue] {
        let eigen = visit.caller.organisation.text
        let open = stand["fase"]?.string == "open"
        let laatste = stand["beoordelingen"]?.array?.last
        let eerste = stand["termijnen"]?.array?.first
        let regie = stand["regiehouder"]
        var values: [String: PageValue] = [
            "kenmerk": PageValue(stand["kenmerk"]?.string), "open": .flag(open),
            "fase": .text(open ? "Open" : "Gesloten"), "spoed": .flag(open && stand["urgentie"]?.string == "spoed"),
            "oefening": .flag(stand["oefening"]?.bool ?? false), "uRegie": .flag(namen.isZelf(regie)),
            "regie": .text(regie == nil ? "een organisatie die voor u is afgeschermd" : namen.partij(regie)),
            "beoordeling": PageValue(laatste?["uitkomst"]?.string.map { site.words[$0] }),
            "gemeente": .text(stand["gemeente"]?.string.map { Gemeenten.naam($0) } ?? "een onbekende gemeente"),
            "teksten": .text("/casussen/\(visit.onderwerp)/teksten"),
        ]
        values["beoordeeld"] = PageValue(laatste?["beoordeeldOp"]?.tijdstip.map { Tijd.ago($0, now: visit.now) })
        values["uitBeeld"] = PageValue(stand["uitBeeldSindsTijdstip"]?.tijdstip.map { Tijd.moment($0) })
        values["geopend"] = PageValue(stand["geopendOp"]?.tijdstip.map { Tijd.moment($0) })
        values["gesloten"] = PageValue(stand["geslotenOp"]?.tijdstip.map { Tijd.moment($0) })
        let wachten = (stand["meldingen"]?.array ?? []).count { $0["beoordeeld"]?.bool == false }
        values["wachten"] = PageValue(
            wachten == 0
                ? nil
                : wachten == 1
                    ? "1 melding wacht op een beoordeling" : "\(wachten) meldingen wachten op een beoordeling")
        values["eerst"] = eerste.map { namen.termijn($0, site.words) } ?? PageValue.none
        values["wij"] = .flag(eerste?["organisatie"]?.string == eigen)
        values["laat"] = .flag(eerste?["verloopt"]?.tijdstip.map { $0 < visit.now } ?? false)
        let houders = Set([stand["team"]?.string, regie?["organisatie"]?.string].compactMap { $0 }).sorted()
        values["afgesloten"] = .list(
            houders.compactMap { OIN($0) }.compactMap { register.current.afsluiting($0) }.map {
                .text(namen.organisatie($0.oin.text) + " is afgesloten en ziet of beantwoordt nu niets.")
            })
        return values
    }
}
