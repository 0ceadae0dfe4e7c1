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
                "vragenlijsten": text(PackageResources.vragenlijsten_mustache),
                "vragenlijst": text(PackageResources.vragenlijst_mustache),
                "eerder": text(PackageResources.eerder_mustache),
                "dossierstand": text(PackageResources.dossierstand_mustache),
                "overgenomen": text(PackageResources.overgenomen_mustache),
                "navragen": text(PackageResources.navragen_mustache),
                "gezinscontact": text(PackageResources.gezinscontact_mustache),
                "gezinsbrief": text(PackageResources.gezinsbrief_mustache),
                "gezinscode": text(PackageResources.gezinscode_mustache),
                "gezin": text(PackageResources.gezin_mustache),
                "zaaktijdlijn": text(PackageResources.zaaktijdlijn_mustache),
                "wachtlijst": text(PackageResources.wachtlijst_mustache),
                "vastgelopen": text(PackageResources.vastgelopen_mustache),
                "vervangingen": text(PackageResources.vervangingen_mustache),
                "vervanging": text(PackageResources.vervanging_mustache),
                "verhuizing": text(PackageResources.verhuizing_mustache),
                "consultaties": text(PackageResources.consultaties_mustache),
                "consultatie": text(PackageResources.consultatie_mustache),
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
        site.page(
            "/overdrachten/{id}", id: "overdracht", action: "overdracht-handeling", form: overdracht.formulier,
            content: overdracht.toon)
        site.page(
            "/overdrachten/{id}/dossier", id: "dossier", action: "dossier-aanvullen", form: dossier.formulier,
            content: dossier.toon)
        let dossierstand = Dossierstandbladzijde(register: register, words: site.words)
        site.page("/overdrachten/{id}/dossierstand", id: "dossierstand", dossierstand.toon)
        let bescherming = Beschermingbladzijde(register: register, site: site)
        site.page(
            "/overdrachten/{id}/bescherming", id: "bescherming", action: "bescherming-handeling",
            form: bescherming.formulier, content: bescherming.toon)
        let verklaring = Verklaringbladzijde(register: register, site: site)
        site.page(
            "/zaken/{id}/verklaringen/{verklaring}", id: "verklaring", action: "verklaring-handeling",
            form: verklaring.formulier, content: verklaring.toon)
        let geschil = Geschilbladzijde(register: register, site: site)
        site.page(
            "/geschillen/{id}", id: "geschil", action: "geschil-handeling", form: geschil.formulier,
            content: geschil.toon)
        helpen(site)
        site.page("/overdrachten/{id}/gezinsoverzicht", id: "gezinsoverzicht", bescherming.gezinsoverzicht)
        site.file(
            "/zaken/{id}/gezinsoverzicht/bestand", id: "gezinsoverzicht-bestand", operation: "gezinsoverzichtLezen",
            name: "overzicht-voor-het-gezin")
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
        site.page(
            "/zaken/{id}/gezin", id: "gezinscontact", action: "gezinscontact-handeling", form: contact.formulier,
            shown: contact.brief, content: contact.toon)
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
        let vervanging = Vervangingbladzijde(register: register, site: site)
        site.page("/vervangingen", id: "vervangingen", vervanging.lijst)
        site.file(
            "/vervangingen/bestand", id: "vervangingen-bestand", operation: "vervangingenLezen", name: "hulp-die-stopt")
        site.page("/vervangingen/{id}", id: "vervanging") { try await vervanging.toon($0) }
        site.action(
            "/vervangingen/{id}", id: "vervanging-handeling", form: vervanging.formulier,
            done: { visit, _ in "/vervangingen/" + visit.onderwerp + "?gedaan=ja" },
            again: { visit, formulier, _ in try await vervanging.toon(visit, formulier: formulier) })
        let verhuizing = Verhuizingbladzijde(register: register, site: site)
        site.page("/zaken/{id}/verhuizing", id: "verhuizing") { try await verhuizing.toon($0) }
        site.action(
            "/zaken/{id}/verhuizing", id: "verhuizing-handeling", form: verhuizing.formulier,
            done: { visit, _ in "/zaken/" + visit.onderwerp + "/verhuizing?gedaan=ja" },
            again: { visit, formulier, _ in try await verhuizing.toon(visit, formulier: formulier) })
        let consultatie = Consultatiebladzijde(register: register, site: site)
        site.page("/zaken/{id}/consultaties", id: "consultaties") { try await consultatie.lijst($0) }
        site.action(
            "/zaken/{id}/consultaties", id: "consultatie-vragen", form: consultatie.lijstformulier,
            done: { visit, _ in "/zaken/" + visit.onderwerp + "/consultaties?gedaan=ja" },
            again: { visit, formulier, _ in try await consultatie.lijst(visit, formulier: formulier) })
        site.page("/consultaties/{id}", id: "consultatie") { try await consultatie.toon($0) }
        site.action(
            "/consultaties/{id}", id: "consultatie-handeling", form: consultatie.formulier,
            done: { visit, _ in "/consultaties/" + visit.onderwerp + "?gedaan=ja" },
            again: { visit, formulier, _ in try await consultatie.toon(visit, formulier: formulier) })
        let vragenlijst = Vragenlijstbladzijde(register: register, site: site)
        site.page("/zaken/{id}/vragenlijsten", id: "vragenlijsten") { try await vragenlijst.lijst($0) }
        site.action(
            "/zaken/{id}/vragenlijsten", id: "vragenlijst-opstellen", form: vragenlijst.lijstformulier,
            done: { visit, _ in "/zaken/" + visit.onderwerp + "/vragenlijsten?gedaan=ja" },
            again: { visit, formulier, _ in try await vragenlijst.lijst(visit, formulier: formulier) })
        site.page("/vragenlijsten/{id}", id: "vragenlijst") { try await vragenlijst.toon($0) }
        site.action(
            "/vragenlijsten/{id}", id: "vragenlijst-handeling", form: vragenlijst.formulier,
            done: { visit, _ in "/vragenlijsten/" + visit.onderwerp + "?gedaan=ja" },
            again: { visit, formulier, _ in try await vragenlijst.toon(visit, formulier: formulier) })
        let vastgelopen = Vastgelopenbladzijde(register: register, words: site.words)
        site.page("/vastgelopen", id: "vastgelopen", vastgelopen.toon)
        site.file(
            "/vastgelopen/bestand", id: "vastgelopen-bestand", operation: "vastgelopenLezen",
            name: "vastgelopen-overdrachten")
    }
    /// Help that is asked for beside the handover (V1-V3), and what it means for the children (V4-V6).
    private func helpen(_ site: Site) {
        let verwijzing = Verwijzingbladzijde(register: register, site: site)
        site.page(
            "/verwijzingen/{id}", id: "verwijzing", action: "verwijzing-handeling", form: verwijzing.formulier,
            content: verwijzing.toon)
        let verwijzingen = Zaakverwijzingenbladzijde(register: register, site: site)
        site.page("/verwijzingen", id: "verwijzingen", verwijzingen.lijst)
        site.page(
            "/zaken/{id}/verwijzingen", id: "zaakverwijzingen", action: "verwijzing-vragen",
            form: verwijzingen.formulier, content: verwijzingen.toon)
        let kinderen = Kinderenbladzijde(register: register, site: site)
        site.page("/zaken/{id}/kinderen", id: "kinderen") { try await kinderen.toon($0) }
        for (pad, id) in [("{kind}", "kind-handeling"), ("{kind}/{opname}", "opname-handeling")] {
            site.action(
                "/zaken/{id}/kinderen/\(pad)", id: id, form: kinderen.formulier,
                done: { visit, _ in "/zaken/" + visit.onderwerp + "/kinderen?gedaan=ja" },
                again: { visit, formulier, _ in try await kinderen.toon(visit, formulier: formulier) })
        }
    }
}
