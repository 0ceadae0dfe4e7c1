import Chassis
import Contracts
import Foundation
import Register
import Web

/// What was written in a casus: the reasons of each decision with the facts of who sees it otherwise beside them (R2,
/// R12). The reading is recorded before anything is shown (P5), so this is a page that a person opens.
struct Tekstenbladzijde: Sendable {
    let register: Register
    let words: Words

    func toon(_ visit: Visit) async throws -> PageContent {
        let stand = try await visit.read("casusLezen", path: ["id": visit.onderwerp]).body
        let inhoud = try await visit.read("casusInhoudLezen", path: ["id": visit.onderwerp]).body
        let teksten = inhoud["teksten"]?.array ?? []
        let vernietigd = Vernietigd.uitleg(inhoud["vernietigd"])
        let namen = try await Namen(
            visit, register.current, organisaties: Set(teksten.compactMap { $0["van"]?["organisatie"]?.string }))
        let besluiten = (stand["beoordelingen"]?.array ?? []).reversed().compactMap {
            besluit($0, stand, teksten, namen)
        }
        let overige = teksten.filter { $0["bij"] == nil }.reversed().map { tekst -> PageValue in
            .group(["kop": .text(Casuswoorden.tekst(tekst["soort"]?.string)), "tekst": self.tekst(tekst, namen)])
        }
        let eigen = visit.caller.organisation.text
        let voert = stand["team"]?.string == eigen || stand["regiehouder"]?["organisatie"]?.string == eigen
        return PageContent(
            "Wat er geschreven is in casus " + (stand["kenmerk"]?.string ?? ""), template: "teksten",
            values: [
                "kenmerk": PageValue(stand["kenmerk"]?.string), "terug": .text("/casussen/" + visit.onderwerp),
                "leeg": .flag(besluiten.isEmpty && overige.isEmpty && vernietigd.isEmpty),
                "vernietigd": .list(vernietigd), "deels": .flag(!voert),
                "besluiten": .list(besluiten), "overige": .list(overige),
            ])
    }

    /// nil where nothing of it may be read.
    private func besluit(_ besluit: JSON, _ stand: JSON, _ teksten: [JSON], _ namen: Namen) -> PageValue? {
        let redenen = teksten.filter { $0["bij"] == besluit["id"] }
        let verschillen = (stand["meningsverschillen"]?.array ?? []).filter { $0["beoordeling"] == besluit["id"] }
        let feiten = verschillen.flatMap { verschil in teksten.filter { $0["bij"] == verschil["id"] } }
        guard !redenen.isEmpty || !feiten.isEmpty else { return nil }
        return .group([
            "uitkomst": .text(words[besluit["uitkomst"]?.string ?? ""]),
            "wanneer": PageValue(besluit["beoordeeldOp"]?.tijdstip.map { Tijd.moment($0) }),
            "redenen": .list(redenen.map { tekst($0, namen) }), "heeftFeiten": .flag(!feiten.isEmpty),
            "feiten": .list(feiten.map { tekst($0, namen) }),
        ])
    }

    private func tekst(_ tekst: JSON, _ namen: Namen) -> PageValue {
        let wie = namen.partij(tekst["van"])
        return .group(["tekst": PageValue(tekst["tekst"]?.string), "wie": .text(wie == "u" ? "U" : wie)])
    }
}
