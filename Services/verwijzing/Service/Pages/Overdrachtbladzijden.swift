import Chassis
import Contracts
import Foundation
import Register
import Web

/// The pages of handovers: the board (S1), one handover with what can be done now, its dossier and its messages.
struct Overdrachtbladzijden: Sendable {
    let register: Register

    static func pages(_ context: Context) -> Pages {
        func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
        return Pages(
            templates: [
                "bord": text(PackageResources.bord_mustache), "overdracht": text(PackageResources.overdracht_mustache),
                "dossier": text(PackageResources.dossier_mustache),
                "berichten": text(PackageResources.berichten_mustache),
                "bescherming": text(PackageResources.bescherming_mustache),
                "gezinsoverzicht": text(PackageResources.gezinsoverzicht_mustache),
                "zaaktijdlijn": text(PackageResources.zaaktijdlijn_mustache),
                "wachtlijst": text(PackageResources.wachtlijst_mustache),
                "vastgelopen": text(PackageResources.vastgelopen_mustache),
                "cijfers": text(PackageResources.cijfers_mustache),
                "cijfertijd": text(PackageResources.cijfertijd_mustache),
            ],
            words: Overdrachtwoorden.woorden
        ) { site in
            Overdrachtbladzijden(register: context.register).register(on: site)
        }
    }

    private func register(on site: Site) {
        let bord = Bordbladzijde(register: register, words: site.words)
        let overdracht = Overdrachtbladzijde(register: register, site: site)
        let dossier = Dossierbladzijde(register: register, site: site)
        site.page("/", id: "bord", bord.toon)
        site.stream("/overdrachten/stroom", id: "overdrachten-stroom", operation: "overdrachtenVolgen")
        site.page("/overdrachten/{id}", id: "overdracht") { try await overdracht.toon($0) }
        site.action(
            "/overdrachten/{id}", id: "overdracht-handeling", form: overdracht.formulier,
            done: { visit, _ in "/overdrachten/" + visit.onderwerp + "?gedaan=ja" },
            again: { visit, formulier, _ in try await overdracht.toon(visit, formulier: formulier) })
        site.page("/overdrachten/{id}/dossier", id: "dossier") { try await dossier.toon($0) }
        site.action(
            "/overdrachten/{id}/dossier", id: "dossier-aanvullen", form: dossier.formulier,
            done: { visit, _ in "/overdrachten/" + visit.onderwerp + "/dossier?gedaan=ja" },
            again: { visit, formulier, _ in try await dossier.toon(visit, formulier: formulier) })
        let bescherming = Beschermingbladzijde(register: register, site: site)
        site.page("/overdrachten/{id}/bescherming", id: "bescherming") { try await bescherming.toon($0) }
        site.action(
            "/overdrachten/{id}/bescherming", id: "bescherming-handeling", form: bescherming.formulier,
            done: { visit, _ in "/overdrachten/" + visit.onderwerp + "/bescherming?gedaan=ja" },
            again: { visit, formulier, _ in try await bescherming.toon(visit, formulier: formulier) })
        site.page("/overdrachten/{id}/gezinsoverzicht", id: "gezinsoverzicht", bescherming.gezinsoverzicht)
        site.page("/overdrachten/{id}/berichten", id: "berichten", dossier.berichten)
        let wachtlijst = Wachtlijstbladzijde(register: register, words: site.words)
        site.page("/wachtlijst", id: "wachtlijst", wachtlijst.toon)
        site.file("/wachtlijst/bestand", id: "wachtlijst-bestand", operation: "wachtlijstLezen", name: "wachtlijst")
        let zaaktijdlijn = Zaaktijdlijnbladzijde(register: register, words: site.words)
        site.page("/zaken/{id}/tijdlijn", id: "zaaktijdlijn", zaaktijdlijn.toon)
        site.file(
            "/zaken/{id}/tijdlijn/bestand", id: "zaaktijdlijn-bestand", operation: "zaaktijdlijnLezen",
            name: "tijdlijn-van-de-zaak")
        let cijfers = Cijferbladzijde(register: register, words: site.words)
        site.page("/cijfers", id: "cijfers", cijfers.toon)
        site.file("/cijfers/bestand", id: "cijfers-bestand", operation: "cijfersLezen", name: "procescijfers")
        let vastgelopen = Vastgelopenbladzijde(register: register, words: site.words)
        site.page("/vastgelopen", id: "vastgelopen", vastgelopen.toon)
        site.file(
            "/vastgelopen/bestand", id: "vastgelopen-bestand", operation: "vastgelopenLezen",
            name: "vastgelopen-overdrachten")
    }
}
