import Chassis
import Contracts
import Foundation
import Register
import VerwijzingDomain
import Web

/// What protects the family (P1, P2): what is shielded, who has gezag, who consents, and what cannot start. Opening it is
/// recorded, since it names people.
struct Beschermingbladzijde: Sendable {
    let register: Register
    let site: Site

    /// What the page knows, as the operations give it to who looks.
    private struct Gelezen {
        let zaak: String
        let kenmerk: String
        let kanten: [String]
        let afschermingen: [JSON]
        let gezin: JSON
        /// Of what is shielded, and of the family.
        let versies: (afgeschermd: Int64?, gezin: Int64?)
        let verklaringen: [JSON]
        /// What is said where something was destroyed (P4), by the id of whom or what it was of.
        let weg: [String: String]
        let vernietigd: [PageValue]
    }

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let gelezen = try await lees(visit)
        let namen = try await namen(gelezen, visit)
        let leden = gelezen.gezin["leden"]?.array ?? []
        let oordelen = gelezen.gezin["oordelen"]?.array ?? []
        let formulieren = formulieren(gelezen, visit, namen)
        return PageContent(
            "Bescherming bij " + gelezen.kenmerk, template: "bescherming",
            values: [
                "kenmerk": .text(gelezen.kenmerk), "terug": .text("/overdrachten/" + visit.onderwerp),
                "gezinsoverzicht": .text("/overdrachten/\(visit.onderwerp)/gezinsoverzicht"),
                "gezinscontact": .text("/zaken/\(gelezen.zaak)/gezin"),
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil),
                "nietsAfgeschermd": .flag(gelezen.afschermingen.isEmpty),
                "afschermingen": .list(gelezen.afschermingen.map { afscherming($0, gelezen, namen) }),
                "vernietigd": .list(gelezen.vernietigd),
                "geenGezin": .flag(leden.isEmpty), "heeftGezin": .flag(!leden.isEmpty),
                "leden": .list(leden.map { lid($0, gelezen) }), "heeftOordelen": .flag(!oordelen.isEmpty),
                "oordelen": .list(oordelen.map { oordeel($0, gelezen, namen) }),
                "handelingen": site.acts(formulieren, for: visit, given: formulier),
            ])
    }

    /// S3: for who holds the regie, to give to one of the family.
    func gezinsoverzicht(_ visit: Visit) async throws -> PageContent {
        let zaak = try await visit.read("overdrachtLezen", path: ["id": visit.onderwerp]).body["zaak"]?.string ?? ""
        let gekozen = visit.query["lid"].flatMap { UUID(uuidString: $0) }?.text
        let overzicht = try await visit.read(
            "gezinsoverzichtLezen", path: ["id": zaak], query: gekozen.map { ["lid": $0] } ?? [:]
        ).body
        let contact = overzicht["contact"]
        let namen = try await Namen(
            visit, register.current,
            organisaties: Set(
                ([contact] + (overzicht["terzijde"]?.array ?? [])).compactMap { $0?["organisatie"]?.string }))
        let (regels, ontbreekt) = (overzicht["ontvangen"]?.array ?? [], overzicht["ontbreekt"]?.strings ?? [])
        let terzijde = overzicht["terzijde"]?.array ?? []
        let bestand = "/zaken/\(zaak)/gezinsoverzicht/bestand"
        var values = voorWie(
            overzicht["leden"]?.array ?? [], gekozen, "/overdrachten/\(visit.onderwerp)/gezinsoverzicht")
        values["terug"] = .text("/overdrachten/\(visit.onderwerp)/bescherming")
        values["bestand"] = .text(gekozen.map { "\(bestand)?lid=\($0)" } ?? bestand)
        values["contact"] = PageValue(contact.map { contactpersoon($0, namen) })
        values["leeg"] = .flag(regels.isEmpty && ontbreekt.isEmpty)
        values["ontbreekt"] = .list(ontbreekt.map { .text(Gezinswoorden.ontbreekt($0)) })
        values["terzijde"] =
            terzijde.isEmpty ? PageValue.none : .group(["regels": .list(terzijde.map { weggelegd($0, namen) })])
        values["regels"] = .list(regels.map { gelezen($0, namen) })
        return PageContent("Overzicht voor het gezin", template: "gezinsoverzicht", values: values)
    }

    /// For whom it is, and for whom it can be made.
    private func voorWie(_ leden: [JSON], _ gekozen: String?, _ hier: String) -> [String: PageValue] {
        let namen = leden.indices.map { Gezinsleden.naam(leden[$0], $0, site.words) }
        let voor = leden.firstIndex { $0["id"]?.string == gekozen }
        let keuzes = leden.indices.map { plaats in
            PageValue.group([
                "naam": .text(namen[plaats]), "gekozen": .flag(plaats == voor),
                "adres": .text("\(hier)?lid=\(leden[plaats]["id"]?.string ?? "")"),
            ])
        }
        return [
            "voor": PageValue(voor.map { namen[$0] }), "hier": .text(hier), "heeftLeden": .flag(!leden.isEmpty),
            "leden": .list(keuzes),
        ]
    }

    private func contactpersoon(_ json: JSON, _ namen: Namen) -> String {
        let oin = json["organisatie"]?.string
        let mens = json["medewerker"]?.string.map { namen.mens($0, bij: oin) }
        return [mens, namen.organisatie(oin)].compactMap { $0 }.joined(separator: ", ")
    }

    private func gelezen(_ json: JSON, _ namen: Namen) -> PageValue {
        let keren = json["keren"]?.integer ?? 0
        var values: [String: PageValue] = [
            "organisatie": .text(namen.organisatie(json["organisatie"]?.string)),
            "wat": .text(site.words[json["wat"]?.string ?? ""]),
            "keren": .text(keren == 1 ? "één keer" : "\(keren) keer"),
            "grond": .text(site.words[json["grond"]?.string ?? ""].lowercased()),
        ]
        values["laatst"] = PageValue(json["laatst"]?.tijdstip.map { Tijd.moment($0) })
        return .group(values)
    }

    /// O8: what somebody does not go by, as the family reads it.
    private func weggelegd(_ json: JSON, _ namen: Namen) -> PageValue {
        let oin = json["organisatie"]?.string
        let wie = [json["door"]?.string.map { namen.mens($0, bij: oin) }, namen.organisatie(oin)]
        return .group([
            "wie": .text(wie.compactMap { $0 }.joined(separator: ", ")),
            "blok": .text(site.words[json["blok"]?.string ?? ""]),
            "reden": .text(site.words[json["reden"]?.string ?? ""]),
            "uitleg": .text(json["toelichting"]?.string ?? Gezinswoorden.geenUitleg),
            "wanneer": .text(json["vastgelegdOp"]?.tijdstip.map { Tijd.moment($0) } ?? ""),
        ])
    }

    /// The form that was sent, as it would be shown now.
    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let gelezen = try await lees(visit)
        return formulieren(gelezen, visit, try await namen(gelezen, visit)).first {
            $0.operation == post.value("handeling")
        }
    }

    private func lees(_ visit: Visit) async throws -> Gelezen {
        let overdracht = try await visit.read("overdrachtLezen", path: ["id": visit.onderwerp]).body
        let zaak = overdracht["zaak"]?.string ?? ""
        let gezinGelezen = try await visit.read("gezinLezen", path: ["id": zaak])
        let afgeschermdGelezen = try await visit.read("afschermingenLezen", path: ["id": zaak])
        let (gezin, afgeschermd) = (gezinGelezen.body, afgeschermdGelezen.body)
        let dossier = try await visit.read("zaakdossierLezen", path: ["id": zaak]).body
        return Gelezen(
            zaak: zaak, kenmerk: overdracht["kenmerk"]?.string ?? "",
            kanten: [overdracht["van"]?["organisatie"]?.string, overdracht["naar"]?.string].compactMap { $0 },
            afschermingen: afgeschermd["afschermingen"]?.array ?? [], gezin: gezin,
            versies: (afgeschermdGelezen.etag, gezinGelezen.etag), verklaringen: dossier["verklaringen"]?.array ?? [],
            weg: Vernietigd.teksten(afgeschermd["vernietigd"]).merging(Vernietigd.teksten(gezin["vernietigd"])) { $1 },
            vernietigd: Vernietigd.uitleg(
                .array((afgeschermd["vernietigd"]?.array ?? []) + (gezin["vernietigd"]?.array ?? []))))
    }

    private func namen(_ gelezen: Gelezen, _ visit: Visit) async throws -> Namen {
        let genoemd = gelezen.afschermingen.flatMap { [$0["door"]?["organisatie"]?.string, $0["organisatie"]?.string] }
        return try await Namen(
            visit, register.current,
            organisaties: Set(genoemd.compactMap { $0 } + gelezen.kanten + [visit.caller.organisation.text]))
    }

    // MARK: - What there is

    private func afscherming(_ json: JSON, _ gelezen: Gelezen, _ namen: Namen) -> PageValue {
        let oin = json["organisatie"]?.string
        let inhoud = json["inhoud"]?.array?.count ?? 0
        let wat = [
            json["medewerker"]?.string.map { namen.mens($0, bij: oin) }, oin.map { namen.organisatie($0) },
            json["gemeente"]?.string.map { Gemeenten.naam($0) },
            inhoud == 0 ? nil : inhoud == 1 ? "1 verklaring in het dossier" : "\(inhoud) verklaringen in het dossier",
        ]
        var values: [String: PageValue] = [
            "soort": .text(site.words[json["soort"]?.string ?? ""]),
            "wat": .text(wat.compactMap { $0 }.joined(separator: ", ")),
            "reden": .text(site.words[json["reden"]?.string ?? ""]), "door": .text(namen.partij(json["door"])),
            "bekendBij": .text(
                (json["bekendBij"]?.strings ?? []).map { namen.organisatie($0) }.joined(separator: ", ")),
        ]
        values["toelichting"] = PageValue(json["toelichting"]?.string ?? gelezen.weg[json["id"]?.string ?? ""])
        values["sinds"] = PageValue(json["sinds"]?.tijdstip.map { Tijd.moment($0) })
        values["voorstel"] = PageValue(json["opheffingVoorgesteldDoor"].map { namen.partij($0) })
        return .group(values)
    }

    private func naam(_ id: String?, _ gelezen: Gelezen) -> String {
        let leden = gelezen.gezin["leden"]?.array ?? []
        guard let plaats = leden.firstIndex(where: { $0["id"]?.string == id }) else { return "" }
        return Gezinsleden.naam(leden[plaats], plaats, site.words)
    }

    private func lid(_ json: JSON, _ gelezen: Gelezen) -> PageValue {
        let id = json["id"]?.string
        let leeftijd = json["leeftijdsgroep"]?.string.map { ", " + site.words[$0] } ?? ""
        let gezag = (gelezen.gezin["gezag"]?.array ?? []).filter { $0["volwassene"]?.string == id }.map { regel in
            let heeft = regel["heeftGezag"]?.bool == true ? "heeft gezag over " : "heeft geen gezag over "
            return heeft + naam(regel["kind"]?.string, gelezen) + " (" + site.words[regel["bron"]?.string ?? ""] + ")"
        }
        return .group([
            "wie": .text(naam(id, gelezen) + leeftijd), "weg": PageValue(gelezen.weg[id ?? ""]),
            "gezag": gezag.isEmpty ? PageValue.none : .text(gezag.joined(separator: ", ")),
        ])
    }

    private func oordeel(_ json: JSON, _ gelezen: Gelezen, _ namen: Namen) -> PageValue {
        let wie = (json["wie"]?.strings ?? []).map { naam($0, gelezen) }
        var values: [String: PageValue] = [
            "organisatie": .text(namen.organisatie(json["organisatie"]?.string)),
            "kind": .text(naam(json["kind"]?.string, gelezen)),
            "oordeel": .text(Self.oordelen[json["oordeel"]?.string ?? ""] ?? ""),
        ]
        values["wie"] = wie.isEmpty ? PageValue.none : .text(wie.joined(separator: ", "))
        values["gestopt"] = PageValue(json["inhoudGestoptSinds"]?.tijdstip.map { Tijd.moment($0) })
        return .group(values)
    }

    private static let oordelen = [
        "compleet": "ja, iedereen gaf toestemming", "niet-nodig": "ja, er loopt een maatregel",
        "ontbreekt": "nee, er ontbreekt toestemming", "geweigerd": "nee, toestemming is geweigerd of ingetrokken",
        "gezag-onbekend": "nee, het is niet bekend wie het gezag heeft",
        "leeftijd-onbekend": "nee, de leeftijd is niet bekend",
    ]

    // MARK: - Forms

    private func formulieren(_ gelezen: Gelezen, _ visit: Visit, _ namen: Namen) -> [ActionForm] {
        let eigen = visit.caller.organisation.text
        func form(
            _ operation: String, _ titel: String, _ uitleg: String, _ keuzes: [String: [ActionForm.Choice]],
            versie: Int64? = nil, labels: [String: String] = [:]
        ) -> ActionForm {
            ActionForm(
                operation: operation, title: titel, explanation: uitleg,
                action: "/overdrachten/\(visit.onderwerp)/bescherming", path: ["id": gelezen.zaak], version: versie,
                choices: keuzes, labels: labels)
        }
        let (afgeschermd, vanGezin) = gelezen.versies
        let verklaringen = gelezen.verklaringen.map { verklaring in
            ActionForm.Choice(
                verklaring["id"]?.string ?? "",
                "\(site.words[verklaring["blok"]?.string ?? ""]), \(Tijd.day(verklaring["datum"]?.string ?? ""))")
        }
        var forms = [
            form(
                "afschermen", "Afschermen", "Alleen uw organisatie en wie u noemt zien het nog. Kies wat erbij hoort.",
                [
                    "/inhoud": verklaringen, "/organisatie": namen.organisaties,
                    "/medewerker": Set(gelezen.kanten + [eigen]).sorted().flatMap { namen.keuzes($0) },
                    "/ookBekendBij": namen.organisaties,
                ],
                labels: [
                    "/inhoud": "Waar het in het dossier staat; bij een adres nodig",
                    "/gemeente": "De gemeente, bij een plaatsing: de vier cijfers van het CBS, zoals 0202 voor Arnhem",
                ])
        ]
        func keuzes(voorgesteld: Bool) -> [ActionForm.Choice] {
            gelezen.afschermingen.filter {
                $0["door"]?["organisatie"]?.string == eigen && ($0["opheffingVoorgesteldDoor"] != nil) == voorgesteld
            }.map {
                ActionForm.Choice(
                    $0["id"]?.string ?? "",
                    "\(site.words[$0["soort"]?.string ?? ""]), "
                        + ($0["sinds"]?.tijdstip.map { Tijd.moment($0) } ?? ""))
            }
        }
        let (op, voorgesteld) = (keuzes(voorgesteld: false), keuzes(voorgesteld: true))
        if !op.isEmpty {
            forms.append(
                form(
                    "opheffingVoorstellen", "Voorstellen om op te heffen",
                    "Een ander van uw organisatie bevestigt het.",
                    ["/afscherming": op], versie: afgeschermd))
        }
        if !voorgesteld.isEmpty {
            forms += [
                form(
                    "afschermingOpheffen", "Opheffen bevestigen",
                    "Iedereen met een deel in de zaak ziet het daarna weer. Dit kan niet wie het voorstelde.",
                    ["/afscherming": voorgesteld], versie: afgeschermd),
                form(
                    "opheffingAfwijzen", "Opheffen afwijzen", "Het blijft afgeschermd.", ["/afscherming": voorgesteld],
                    versie: afgeschermd),
            ]
        }
        forms.append(
            form("gezinslidVastleggen", "Gezinslid vastleggen", "De naam en de geboortedatum worden versleuteld.", [:]))
        let leden = gelezen.gezin["leden"]?.array ?? []
        func gezin(_ rol: String?) -> [ActionForm.Choice] {
            leden.filter { rol == nil || $0["rol"]?.string == rol }.map {
                ActionForm.Choice($0["id"]?.string ?? "", naam($0["id"]?.string, gelezen))
            }
        }
        let (kinderen, volwassenen) = (gezin("kind"), gezin("volwassene"))
        guard !kinderen.isEmpty else { return forms }
        if !volwassenen.isEmpty {
            forms.append(
                form(
                    "gezagVastleggen", "Gezag vastleggen", "Leg vast wie over het kind beslist en hoe u dat weet.",
                    ["/kind": kinderen, "/volwassene": volwassenen], versie: vanGezin))
        }
        return forms + [
            form(
                "toestemmingVastleggen", "Toestemming vastleggen",
                "Onder 12 jaar beslissen de ouders met gezag, van 12 tot 16 jaar zij en het kind, vanaf 16 jaar de jongere.",
                ["/kind": kinderen, "/gever": gezin(nil), "/organisatie": namen.organisaties], versie: vanGezin),
            form(
                "kaderVastleggen", "Maatregel vastleggen", "Hulp onder een maatregel rust niet op toestemming.",
                ["/kind": kinderen, "/uitvoerder": namen.organisaties]),
        ]
    }
}
