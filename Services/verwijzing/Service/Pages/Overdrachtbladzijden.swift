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
                "kandidaten": text(PackageResources.kandidaten_mustache),
                "verklaring": text(PackageResources.verklaring_mustache),
                "verzoek": text(PackageResources.verzoek_mustache),
                "geschil": text(PackageResources.geschil_mustache),
                "verwijzing": text(PackageResources.verwijzing_mustache),
                "verwijzingen": text(PackageResources.verwijzingen_mustache),
                "kinderen": text(PackageResources.kinderen_mustache),
                "zaakverwijzingen": text(PackageResources.zaakverwijzingen_mustache),
                "gezinsoverzicht": text(PackageResources.gezinsoverzicht_mustache),
                "navragen": text(PackageResources.navragen_mustache),
                "gezinscontact": text(PackageResources.gezinscontact_mustache),
                "gezinsbrief": text(PackageResources.gezinsbrief_mustache),
                "gezinscode": text(PackageResources.gezinscode_mustache),
                "gezin": text(PackageResources.gezin_mustache),
                "zaaktijdlijn": text(PackageResources.zaaktijdlijn_mustache),
                "wachtlijst": text(PackageResources.wachtlijst_mustache),
                "vastgelopen": text(PackageResources.vastgelopen_mustache),
                "cijfers": text(PackageResources.cijfers_mustache),
                "cijfertijd": text(PackageResources.cijfertijd_mustache),
            ],
            words: Overdrachtwoorden.woorden, trustedProxies: context.settings[PublicSettings.proxies]
        ) { site in
            Overdrachtbladzijden(register: context.register).register(on: site)
            Gezinsbladzijde(context, site.words).register(on: site)
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
        let verklaring = Verklaringbladzijde(register: register, site: site)
        site.page("/zaken/{id}/verklaringen/{verklaring}", id: "verklaring") { try await verklaring.toon($0) }
        site.action(
            "/zaken/{id}/verklaringen/{verklaring}", id: "verklaring-handeling", form: verklaring.formulier,
            done: { visit, _ in
                "/zaken/\(visit.onderwerp)/verklaringen/\(visit.path["verklaring"] ?? "")?gedaan=ja"
            },
            again: { visit, formulier, _ in try await verklaring.toon(visit, formulier: formulier) })
        let geschil = Geschilbladzijde(register: register, site: site)
        site.page("/geschillen/{id}", id: "geschil") { try await geschil.toon($0) }
        site.action(
            "/geschillen/{id}", id: "geschil-handeling", form: geschil.formulier,
            done: { visit, _ in "/geschillen/" + visit.onderwerp + "?gedaan=ja" },
            again: { visit, formulier, _ in try await geschil.toon(visit, formulier: formulier) })
        let verwijzing = Verwijzingbladzijde(register: register, site: site)
        site.page("/verwijzingen/{id}", id: "verwijzing") { try await verwijzing.toon($0) }
        site.action(
            "/verwijzingen/{id}", id: "verwijzing-handeling", form: verwijzing.formulier,
            done: { visit, _ in "/verwijzingen/" + visit.onderwerp + "?gedaan=ja" },
            again: { visit, formulier, _ in try await verwijzing.toon(visit, formulier: formulier) })
        let verwijzingen = Zaakverwijzingenbladzijde(register: register, site: site)
        site.page("/verwijzingen", id: "verwijzingen", verwijzingen.lijst)
        site.page("/zaken/{id}/verwijzingen", id: "zaakverwijzingen") { try await verwijzingen.toon($0) }
        site.action(
            "/zaken/{id}/verwijzingen", id: "verwijzing-vragen", form: verwijzingen.formulier,
            done: { visit, _ in "/zaken/" + visit.onderwerp + "/verwijzingen?gedaan=ja" },
            again: { visit, formulier, _ in try await verwijzingen.toon(visit, formulier: formulier) })
        let kinderen = Kinderenbladzijde(register: register, site: site)
        site.page("/zaken/{id}/kinderen", id: "kinderen") { try await kinderen.toon($0) }
        for (pad, id) in [("{kind}", "kind-handeling"), ("{kind}/{opname}", "opname-handeling")] {
            site.action(
                "/zaken/{id}/kinderen/\(pad)", id: id, form: kinderen.formulier,
                done: { visit, _ in "/zaken/" + visit.onderwerp + "/kinderen?gedaan=ja" },
                again: { visit, formulier, _ in try await kinderen.toon(visit, formulier: formulier) })
        }
        site.page("/overdrachten/{id}/gezinsoverzicht", id: "gezinsoverzicht", bescherming.gezinsoverzicht)
        let kandidaten = Kandidatenbladzijde(register: register, site: site)
        site.page("/overdrachten/{id}/kandidaten", id: "kandidaten", kandidaten.toon)
        let navragen = Navraagbladzijde(register: register, site: site)
        site.page("/zaken/{id}/navragen", id: "navragen") { try await navragen.toon($0) }
        for (pad, id) in [("navragen", "navraag-stellen"), ("navragen/{navraag}", "navraag-beantwoorden")] {
            site.action(
                "/zaken/{id}/\(pad)", id: id, form: navragen.formulier,
                done: { visit, _ in "/zaken/" + visit.onderwerp + "/navragen?gedaan=ja" },
                again: { visit, formulier, _ in try await navragen.toon(visit, formulier: formulier) })
        }
        let contact = Gezinscontactbladzijde(register: register, site: site)
        site.page("/zaken/{id}/gezin", id: "gezinscontact") { try await contact.toon($0) }
        site.action(
            "/zaken/{id}/gezin", id: "gezinscontact-handeling", form: contact.formulier, shown: contact.brief,
            done: { visit, _ in "/zaken/" + visit.onderwerp + "/gezin?gedaan=ja" },
            again: { visit, formulier, _ in try await contact.toon(visit, formulier: formulier) })
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
