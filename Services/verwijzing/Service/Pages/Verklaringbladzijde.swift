import Chassis
import Contracts
import Foundation
import Register
import Web

/// One statement: what it says and said, who must know that it was corrected (O9), what the family asked about it (P3),
/// and whether it still holds (O8). Opening it is recorded.
struct Verklaringbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let (verloop, gelezen) = try await lees(visit)
        let namen = try await namen(verloop, visit)
        let versies = verloop["versies"]?.array ?? []
        let formulieren = formulieren(verloop, gelezen, visit)
        let verzoeken = verloop["verzoeken"]?.array ?? []
        let termijnen = (verloop["termijnen"]?.array ?? []).map { namen.termijn($0, site.words) }
        let blok = verloop["blok"]?.string.map { site.words[$0] }
        let geldigheid = verloop["geldigheid"]?.string ?? ""
        return PageContent(
            "Verklaring bij " + (verloop["kenmerk"]?.string ?? ""), template: "verklaring",
            values: [
                "kenmerk": PageValue(verloop["kenmerk"]?.string), "blok": PageValue(blok),
                "nummer": PageValue(verloop["verklaring"]?.string),
                "bron": verloop["bron"].map { .text(namen.partij($0)) } ?? PageValue.none,
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil),
                "gestopt": .flag(verloop["inhoudGestopt"]?.bool ?? false),
                "nietMeer": .flag(geldigheid == "niet-meer"), "gevraagd": .flag(geldigheid == "gevraagd"),
                "geldigheidSinds": PageValue(verloop["geldigheidSinds"]?.tijdstip.map { Tijd.moment($0) }),
                "versies": .list(versies.reversed().map { versie($0, laatste: versies.last, visit, namen) }),
                "correctie": verloop["correctie"].map { Self.correctie($0, namen, site.words) } ?? PageValue.none,
                "controles": .list(
                    (verloop["bestandscontroles"]?.array ?? []).map { controle in
                        .group([
                            "wie": controle["door"].map { .text(namen.partij($0)) } ?? PageValue.none,
                            "klopt": .flag(controle["klopt"]?.bool ?? false),
                            "wanneer": PageValue(controle["op"]?.tijdstip.map { Tijd.moment($0) }),
                        ])
                    }),
                "geenVerzoeken": .flag(verzoeken.isEmpty),
                "verzoeken": .list(verzoeken.map { Self.verzoek($0, namen, site.words) }),
                "termijnen": .list(termijnen), "heeftTermijnen": .flag(!termijnen.isEmpty),
                "handelingen": site.acts(formulieren, for: visit, given: formulier),
            ])
    }

    /// The form that was sent, as it would be shown now.
    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let (verloop, gelezen) = try await lees(visit)
        return formulieren(verloop, gelezen, visit).first { $0.operation == post.value("handeling") }
    }

    private func lees(_ visit: Visit) async throws -> (verloop: JSON, versie: Int64?) {
        let gelezen = try await visit.read("verklaringLezen", path: pad(visit))
        return (gelezen.body, gelezen.etag)
    }

    private func pad(_ visit: Visit) -> [String: String] {
        ["id": visit.onderwerp, "verklaring": visit.path["verklaring"] ?? ""]
    }

    private func namen(_ verloop: JSON, _ visit: Visit) async throws -> Namen {
        let genoemd =
            [verloop["bron"], verloop["correctie"]?["door"]]
            + (verloop["correctie"]?["ontvangers"]?.array ?? []).map { $0 }
            + (verloop["verzoeken"]?.array ?? []).map { $0["aanvrager"] }
            + (verloop["bestandscontroles"]?.array ?? []).map { $0["door"] }
            + (verloop["versies"]?.array ?? []).map { $0["overgenomen"] }
        return try await Namen(
            visit, register.current,
            organisaties: Set(genoemd.compactMap { $0?["organisatie"]?.string } + [visit.caller.organisation.text]))
    }

    // MARK: - What there is

    private func versie(_ json: JSON, laatste: JSON?, _ visit: Visit, _ namen: Namen) -> PageValue {
        let dag = json["datum"]?.string.flatMap { Datum($0) }
        let bron = json["organisatie"]?.string
        return .group([
            "nummer": PageValue(json["versie"]?.integer.map(String.init)), "nu": .flag(json == laatste),
            "tekst": PageValue(json["tekst"]?.string), "onbekend": .flag(json["onbekend"]?.bool ?? false),
            "bestand": json["bestand"].map { Self.bestand($0) } ?? PageValue.none,
            "soort": .text(site.words[json["soort"]?.string ?? ""]), "bron": .text(namen.organisatie(bron)),
            "door": PageValue(json["door"]?.string.map { namen.mens($0, bij: bron) }),
            "datum": .text(Tijd.day(json["datum"]?.string ?? "")),
            "oud": .text(dag.map { Tijd.age($0, now: visit.now) } ?? ""),
            "wanneer": PageValue(json["vastgelegdOp"]?.tijdstip.map { Tijd.moment($0) }),
            "overgenomen": json["overgenomen"].map { Self.overname($0, namen) } ?? PageValue.none,
        ])
    }

    /// O8: what a statement was taken from, and that the original says something else by now (O9).
    static func overname(_ json: JSON, _ namen: Namen) -> PageValue {
        let oin = json["organisatie"]?.string
        let wie = [json["auteur"]?.string.map { namen.mens($0, bij: oin) }, oin.map { namen.organisatie($0) }]
            .compactMap { $0 }
        return .group([
            "van": wie.isEmpty ? PageValue.none : .text(wie.joined(separator: ", ")),
            "origineel": PageValue(json["origineel"]?.string),
            "gewijzigd": PageValue(json["gewijzigdOp"]?.tijdstip.map { Tijd.moment($0) }),
        ])
    }

    /// Who corrected, and who of those who received it says to know that.
    static func correctie(_ json: JSON, _ namen: Namen, _ words: Words) -> PageValue {
        let ontvangers = json["ontvangers"]?.array ?? []
        let open = ontvangers.filter { $0["bevestigdOp"]?.tijdstip == nil }
        return .group([
            "aard": .text(words[json["aard"]?.string ?? ""]),
            "versie": PageValue(json["versie"]?.integer.map(String.init)),
            "door": json["door"].map { .text(namen.partij($0)) } ?? PageValue.none,
            "wanneer": PageValue(json["op"]?.tijdstip.map { Tijd.moment($0) }),
            "heeftOntvangers": .flag(!ontvangers.isEmpty), "iedereen": .flag(!ontvangers.isEmpty && open.isEmpty),
            "openBij": open.isEmpty
                ? PageValue.none
                : .text(open.map { namen.organisatie($0["organisatie"]?.string) }.joined(separator: ", ")),
            "ontvangers": .list(
                ontvangers.map { ontvanger in
                    .group([
                        "wie": .text(namen.partij(ontvanger)),
                        "bevestigd": PageValue(ontvanger["bevestigdOp"]?.tijdstip.map { Tijd.moment($0) }),
                    ])
                }),
        ])
    }

    /// P3: a request by the family, with its answer.
    static func verzoek(_ json: JSON, _ namen: Namen, _ words: Words) -> PageValue {
        let status = json["status"]?.string
        return .group([
            "aard": .text(words[json["aard"]?.string ?? ""]),
            "gevraagdDoor": .text(words[json["gevraagdDoor"]?.string ?? ""].lowercased()),
            "vraag": PageValue(json["vraag"]?.string),
            "aanvrager": json["aanvrager"].map { .text(namen.partij($0)) } ?? PageValue.none,
            "sinds": PageValue(json["sinds"]?.tijdstip.map { Tijd.moment($0) }),
            "open": .flag(status == "open"), "uitgevoerd": .flag(status == "uitgevoerd"),
            "geweigerd": .flag(status == "geweigerd"),
            "beantwoord": PageValue(json["beantwoordOp"]?.tijdstip.map { Tijd.moment($0) }),
            "reden": PageValue(json["reden"]?.string.map { words[$0] }),
            "toelichting": PageValue(json["toelichting"]?.string),
        ])
    }

    /// A file's reference comes from the system that keeps the file, not from what a person types.
    static let bestandsvelden: Set<String> = [
        "/bestand/adres", "/bestand/mediatype", "/bestand/grootte", "/bestand/sha256",
    ]

    /// O7: where a file is to be had, and how it is told from another.
    static func bestand(_ json: JSON) -> PageValue {
        .group([
            "adres": PageValue(json["adres"]?.string), "mediatype": PageValue(json["mediatype"]?.string),
            "grootte": .text(Self.grootte(json["grootte"]?.integer ?? 0)), "sha256": PageValue(json["sha256"]?.string),
        ])
    }

    private static func grootte(_ bytes: Int64) -> String {
        switch bytes {
        case ..<10_000: "\(bytes) bytes"
        case ..<10_000_000: "\(bytes / 1_000) kB"
        default: "\(bytes / 1_000_000) MB"
        }
    }

    // MARK: - Forms

    private func formulieren(_ verloop: JSON, _ gelezen: Int64?, _ visit: Visit) -> [ActionForm] {
        let mogelijk = Set(verloop["mogelijk"]?.strings ?? [])
        // The version that the person saw: one that came since is confirmed by itself.
        let versie = visit.query["versie"] ?? verloop["correctie"]?["versie"]?.integer.map(String.init) ?? ""
        let open = (verloop["verzoeken"]?.array ?? []).filter { $0["status"]?.string == "open" }.map {
            ActionForm.Choice(
                $0["id"]?.string ?? "",
                "\(site.words[$0["aard"]?.string ?? ""]), gevraagd "
                    + ($0["sinds"]?.tijdstip.map { Tijd.moment($0) } ?? ""))
        }
        let adres = "/zaken/\(visit.onderwerp)/verklaringen/\(visit.path["verklaring"] ?? "")"
        return Overdrachtwoorden.verklaringhandelingen.filter { mogelijk.contains($0.code) }.map { handeling in
            ActionForm(
                operation: handeling.operation, title: handeling.titel, explanation: handeling.uitleg,
                action: adres + (handeling.operation == "correctieBevestigen" ? "?versie=" + versie : ""),
                path: pad(visit).merging(["versie": versie]) { $1 },
                version: handeling.operation == "verklaringCorrigeren" ? gelezen : nil, choices: ["/verzoek": open],
                omitted: Self.bestandsvelden.union(open.isEmpty ? ["/verzoek"] : []))
        }
    }
}
