import Chassis
import Register
import Web

/// The pages of casussen: the list, one casus with what can be done now, its texts, and meldingen that fit more than one.
struct Casusbladzijden: Sendable {
    let register: Register

    static func pages(_ context: Context) -> Pages {
        func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
        return Pages(
            templates: [
                "casussen": text(PackageResources.casussen_mustache), "casus": text(PackageResources.casus_mustache),
                "teksten": text(PackageResources.teksten_mustache),
                "koppeling": text(PackageResources.koppeling_mustache),
                "maatregel": text(PackageResources.maatregel_mustache),
                "overleg": text(PackageResources.overleg_mustache),
            ],
            words: Casuswoorden.woorden
        ) { site in
            Casusbladzijden(register: context.register).register(on: site)
        }
    }

    private func register(on site: Site) {
        let lijst = Casuslijst(register: register, words: site.words)
        let casus = Casusbladzijde(register: register, site: site)
        let teksten = Tekstenbladzijde(register: register, words: site.words)
        let koppeling = Koppelingbladzijde(register: register, site: site)
        let maatregel = Maatregelbladzijde(register: register, site: site)
        site.page("/", id: "casussen", lijst.toon)
        site.stream("/casussen/stroom", id: "casussen-stroom", operation: "casussenVolgen")
        site.page(
            "/casussen/{id}", id: "casus", action: "casus-handeling", form: casus.formulier, content: casus.toon)
        site.page("/casussen/{id}/teksten", id: "casus-teksten", teksten.toon)
        let overleg = Overlegbladzijde(register: register, site: site)
        site.page("/overleggen/{id}", id: "overleg") { try await overleg.toon($0, $0.onderwerp) }
        site.page("/afspraken/{id}", id: "afspraak", overleg.toonAfspraak)
        site.action(
            "/overleggen/{id}", id: "overleg-handeling", form: overleg.formulier,
            done: { visit, _ in "/overleggen/" + visit.onderwerp + "?gedaan=ja" },
            again: { visit, formulier, _ in try await overleg.toon(visit, visit.onderwerp, formulier: formulier) })
        site.page("/maatregelen/{id}", id: "maatregel") { try await maatregel.toon($0) }
        site.action(
            "/maatregelen/{id}", id: "maatregel-handeling", form: maatregel.formulier,
            done: { visit, _ in "/maatregelen/" + visit.onderwerp + "?gedaan=ja" },
            again: { visit, formulier, _ in try await maatregel.toon(visit, formulier: formulier) })
        site.page("/koppelingen/{id}", id: "koppeling") { try await koppeling.toon($0) }
        site.action(
            "/koppelingen/{id}", id: "koppeling-besluit", form: koppeling.formulier,
            done: { _, antwoord in "/casussen/" + (antwoord.body["zaak"]?.string ?? "") + "?gedaan=ja" },
            again: { visit, formulier, _ in try await koppeling.toon(visit, formulier: formulier) })
    }
}
