import Chassis
import Contracts
import Foundation
import Register
import Web

/// One handover: who must move and what is asked, what can be done now, and how it came here (O1-O5).
struct Overdrachtbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let id = visit.onderwerp
        var gelezen = try await visit.read("overdrachtLezen", path: ["id": id])
        if gelezen.body["naar"]?.string == visit.caller.organisation.text, gelezen.body["gezienOp"] == nil,
            gelezen.body["status"]?.string == "aangeboden"
        {
            gelezen = try await gezien(id, gelezen, visit)
        }
        let stand = gelezen.body
        let tijdlijn = try await visit.read("tijdlijnLezen", path: ["id": id]).body["regels"]?.array ?? []
        let namen = try await namen(stand, visit)
        var values = kop(stand, visit, namen)
        values["id"] = .text(id)
        values["gedaan"] = .flag(visit.query["gedaan"] != nil && formulier == nil)
        let verloop = Overdrachtverloop(stand: stand, tijdlijn: tijdlijn, namen: namen, words: site.words)
        values["stappen"] = .list(verloop.stappen)
        values["tijdlijn"] = .list(verloop.tijdlijn)
        let termijnen = (stand["termijnen"]?.array ?? []).map { namen.termijn($0, site.words) }
        values["termijnen"] = .list(termijnen)
        values["heeftTermijnen"] = .flag(!termijnen.isEmpty)
        values["gegevens"] = .list(gegevens(stand, visit, namen))
        let ontbreekt = stand["ontbreekt"]?.strings ?? []
        values["ontbreekt"] = .list(ontbreekt.map { .text(site.words[$0]) })
        values["onvolledig"] = .flag(!ontbreekt.isEmpty)
        values["eerder"] = Self.eerder(stand, namen, site.words)
        values["dossier"] = .text("/overdrachten/\(id)/dossier")
        values["dossierstand"] =
            tijdlijn.contains { $0["gebeurtenis"]?.string == "overdracht-geaccepteerd" }
            ? .text("/overdrachten/\(id)/dossierstand") : PageValue.none
        values["berichten"] = .text("/overdrachten/\(id)/berichten")
        values["kandidaten"] =
            stand["keuze"]?.string == "beste-voorstel"
                && ["aangeboden", "uitgesteld"].contains(stand["status"]?.string)
                && stand["van"]?["organisatie"]?.string == visit.caller.organisation.text
            ? .text("/overdrachten/\(id)/kandidaten") : PageValue.none
        values["bescherming"] = .text("/overdrachten/\(id)/bescherming")
        let geschillen = try await visit.read("geschillenLezen", path: ["id": id]).body["geschillen"]?.array ?? []
        values["geschillen"] = .list(geschillen.map { geschil($0, namen) })
        values["geenGeschillen"] = .flag(geschillen.isEmpty)
        values["voorleggen"] = site.act(geschilformulier(visit), for: visit, given: formulier)
        values["navragen"] = navragen(stand)
        values["verwijzingen"] =
            stand["navragenOpen"] == nil
            ? PageValue.none : .text("/zaken/\(stand["zaak"]?.string ?? "")/verwijzingen")
        values["kinderen"] =
            stand["navragenOpen"] == nil ? PageValue.none : .text("/zaken/\(stand["zaak"]?.string ?? "")/kinderen")
        values["zaaktijdlijn"] = PageValue(stand["zaak"]?.string.map { "/zaken/\($0)/tijdlijn" })
        values["consultaties"] = PageValue(stand["zaak"]?.string.map { "/zaken/\($0)/consultaties" })
        values["vragenlijsten"] = PageValue(stand["zaak"]?.string.map { "/zaken/\($0)/vragenlijsten" })
        values["verhuizing"] = PageValue(stand["zaak"]?.string.map { "/zaken/\($0)/verhuizing" })
        let formulieren = formulieren(gelezen, visit, namen)
        values["handelingen"] = site.acts(formulieren, for: visit, given: formulier)
        values["nietsTeDoen"] = .flag(formulieren.isEmpty)
        values["terug"] = .flag(
            stand["status"]?.string == "geweigerd"
                && stand["aanZet"]?["organisatie"]?.string == visit.caller.organisation.text)
        return PageContent("Overdracht " + (stand["kenmerk"]?.string ?? ""), template: "overdracht", values: values)
    }

    /// N7: how many questions wait, for who may ask.
    private func navragen(_ stand: JSON) -> PageValue {
        guard let open = stand["navragenOpen"]?.integer else { return .none }
        let wachten = open == 1 ? "1 vraag wacht op antwoord." : "\(open) vragen wachten op antwoord."
        return .group([
            "adres": .text("/zaken/\(stand["zaak"]?.string ?? "")/navragen"), "wacht": .flag(open > 0),
            "tekst": .text(open == 0 ? "Er wacht geen vraag op antwoord." : wachten),
        ])
    }

    /// O16: where the same was done before.
    static func eerder(_ stand: JSON, _ namen: Namen, _ words: Words) -> PageValue {
        .list(
            (stand["eerderGedaan"]?.array ?? []).map { eerder in
                .group([
                    "kenmerk": PageValue(eerder["kenmerk"]?.string),
                    "wie": .text(namen.organisatie(eerder["organisatie"]?.string)),
                    "status": .text(words[eerder["status"]?.string ?? ""].lowercased()),
                    "gevraagd": PageValue(eerder["aangebodenOp"]?.tijdstip.map { Tijd.moment($0) }),
                    "sinds": PageValue(eerder["sinds"]?.tijdstip.map { Tijd.moment($0) }),
                    "lijsten": .list(
                        (eerder["vragenlijsten"]?.strings ?? []).map {
                            .group(["adres": .text("/vragenlijsten/" + $0)])
                        }),
                ])
            })
    }

    /// The form that was sent, as it would be shown now.
    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let gelezen = try await visit.read("overdrachtLezen", path: ["id": visit.onderwerp])
        return (formulieren(gelezen, visit, try await namen(gelezen.body, visit)) + [geschilformulier(visit)]).first {
            $0.operation == post.value("handeling")
        }
    }

    /// A named person of the receiver opened it (§5): a fact beside the state.
    private func gezien(_ id: String, _ gelezen: Reply, _ visit: Visit) async throws -> Reply {
        do {
            _ = try await visit.act(
                "overdrachtGezien", path: ["id": id], body: [:],
                idempotencyKey: "gezien-\(id)-\(visit.caller.subject)", ifMatch: nil)
        } catch {
            // Another was first, or it has ended: what is read again shows that.
            if error.status == .serviceUnavailable { throw error }
        }
        return try await visit.read("overdrachtLezen", path: ["id": id])
    }

    private func namen(_ stand: JSON, _ visit: Visit) async throws -> Namen {
        try await Namen(
            visit, register.current,
            organisaties: Set(
                [
                    stand["van"]?["organisatie"]?.string, stand["naar"]?.string,
                    stand["nazorg"]?["organisatie"]?.string,
                ].compactMap { $0 }
                    + (stand["eerderGedaan"]?.array ?? []).compactMap { $0["organisatie"]?.string }))
    }

    // MARK: - What must be known within ten seconds

    private func kop(_ stand: JSON, _ visit: Visit, _ namen: Namen) -> [String: PageValue] {
        let aanZet = stand["aanZet"]
        let zelf = namen.isZelf(aanZet)
        let wij = aanZet?["organisatie"]?.string == visit.caller.organisation.text && !zelf
        var values: [String: PageValue] = [
            "kenmerk": PageValue(stand["kenmerk"]?.string), "status": .text(site.words[stand["status"]?.string ?? ""]),
            "spoed": .flag(stand["urgentie"]?.string == "spoed"), "oefening": .flag(stand["oefening"]?.bool ?? false),
            "einde": .flag(aanZet == nil), "uZelf": .flag(zelf), "uwOrganisatie": .flag(wij),
            "ander": .flag(aanZet != nil && !zelf && !wij), "aanZet": .text(namen.partij(aanZet)),
            "van": .text(namen.organisatie(stand["van"]?["organisatie"]?.string)),
            "naar": .text(namen.organisatie(stand["naar"]?.string)),
        ]
        values["sinds"] = PageValue(stand["sinds"]?.tijdstip.map { Tijd.moment($0) })
        values["sindsKort"] = PageValue(stand["sinds"]?.tijdstip.map { Tijd.ago($0, now: visit.now) })
        values["onveilig"] = PageValue(stand["veiligheidNietTeHoudenSinds"]?.tijdstip.map { Tijd.moment($0) })
        let partijen = [stand["van"]?["organisatie"]?.string, stand["naar"]?.string].compactMap {
            $0.flatMap { OIN($0) }
        }
        values["afgesloten"] = .list(
            partijen.compactMap { register.current.afsluiting($0) }.map {
                .text(namen.organisatie($0.oin.text) + " is afgesloten en ziet of beantwoordt nu niets.")
            })
        // Of the terms that run, the first that this side must keep.
        let eerst = (stand["termijnen"]?.array ?? []).first {
            $0["organisatie"]?.string == aanZet?["organisatie"]?.string
        }
        values["eerst"] = eerst.map { namen.termijn($0, site.words) } ?? PageValue.none
        values["laat"] = .flag(eerst?["verloopt"]?.tijdstip.map { $0 < visit.now } ?? false)
        return values
    }

    private func gegevens(_ stand: JSON, _ visit: Visit, _ namen: Namen) -> [PageValue] {
        func woord(_ veld: String) -> String? { stand[veld]?.string.map { site.words[$0] } }
        let naar = stand["naar"]?.string
        let voorstel = woord("alternatief").map { woord in
            stand["alternatieveOrganisatie"]?.string.map { woord + ": " + namen.organisatie($0) } ?? woord
        }
        let regels: [(String, String?)] = [
            ("Wat er gevraagd wordt", woord("vraag")), ("Leeftijd van het kind", woord("leeftijdsgroep")),
            ("Gemeente", stand["gemeente"]?.string.map { Gemeenten.naam($0) }),
            ("Waarom het gezin verder gaat", woord("reden")),
            (
                "Hoe vaak al overgedragen",
                stand["hop"]?.integer.map { $0 == 1 ? "dit is de eerste keer" : "dit is keer \($0)" }
            ),
            ("Aangeboden door", namen.partij(stand["van"])),
            (
                "Wie het wordt",
                stand["keuze"]?.string == "beste-voorstel" && stand["werker"] == nil
                    ? "de afzender kiest uit meer kandidaten" : nil
            ),
            (
                stand["voorstelSinds"] == nil ? "Werker voor het gezin" : "Voorgestelde werker",
                stand["werker"]?.string.map { namen.mens($0, bij: naar) }
            ),
            (
                stand["voorstelSinds"] == nil ? "De hulp start op" : "De hulp kan starten op",
                stand["startdatum"]?.string.map { Tijd.day($0) }
            ),
            ("Antwoord beloofd op", stand["uitgesteldTot"]?.string.map { Tijd.day($0) }),
            (
                "Gemiste wachtlijstberichten",
                stand["gemisteWachtlijstberichten"]?.integer.flatMap { $0 == 0 ? nil : "\($0)" }
            ),
            ("Gesprek bevestigd door", bevestigd(stand)),
            ("Reden van weigeren", woord("weigerreden")), ("Voorstel van de ontvanger", voorstel),
            ("Reden van teruggeven", woord("teruggavereden")),
            (
                "Wie contact houdt",
                stand["nazorg"].map { wie in
                    [namen.partij(wie), stand["nazorgOp"]?.string.map { "op " + Tijd.day($0) }].compactMap { $0 }
                        .joined(separator: ", ")
                }
            ),
            (
                "Waarom niemand contact houdt",
                stand["redenGeenNazorg"]?.string.map { Overdrachtwoorden.afsluiting[$0] ?? site.words[$0] }
            ),
            ("Hoe het gezin terugkomt", stand["wegTerug"]?.string.map { Overdrachtwoorden.afsluiting[$0] ?? $0 }),
        ]
        return regels.compactMap { naam, waarde in
            waarde.map { .group(["naam": .text(naam), "waarde": .text($0)]) }
        }
    }

    private func bevestigd(_ stand: JSON) -> String? {
        let kanten = stand["gesprekBevestigdDoor"]?.strings ?? []
        return kanten.isEmpty ? nil : kanten.map { "de " + $0 }.joined(separator: " en ")
    }

    /// A dispute beside the handover: what about, who decides, and what came of it (O12, O13).
    private func geschil(_ json: JSON, _ namen: Namen) -> PageValue {
        .group([
            "adres": .text("/geschillen/" + (json["id"]?.string ?? "")),
            "over": .text(site.words[json["over"]?.string ?? ""].lowercased()),
            "open": .flag(json["status"]?.string == "open"),
            "ingetrokken": .flag(json["status"]?.string == "ingetrokken"),
            "beslisser": .text(namen.partij(json["beslisser"])),
            "uitkomst": PageValue(json["uitkomst"]?.string.map { Geschilbladzijde.uitkomst($0, json, namen) }),
        ])
    }

    // MARK: - Forms

    private func geschilformulier(_ visit: Visit) -> ActionForm {
        ActionForm(
            operation: "geschilOpenen", title: "Leg een geschil voor",
            explanation: "Wie beslist staat al vast in het register. De overdracht en de hulp gaan gewoon door.",
            action: "/overdrachten/" + visit.onderwerp, path: ["id": visit.onderwerp])
    }

    private func formulieren(_ gelezen: Reply, _ visit: Visit, _ namen: Namen) -> [ActionForm] {
        let stand = gelezen.body
        let mogelijk = Set(stand["mogelijk"]?.strings ?? [])
        let eigen = namen.keuzes(visit.caller.organisation.text)
        let kanten = [stand["van"]?["organisatie"]?.string, stand["naar"]?.string].compactMap { $0 }
        let beide = kanten.flatMap { namen.keuzes($0) }
        return Overdrachtwoorden.handelingen.filter { mogelijk.contains($0.code) }.map { handeling in
            ActionForm(
                operation: handeling.operation, title: handeling.titel, explanation: handeling.uitleg,
                action: "/overdrachten/" + visit.onderwerp, path: ["id": visit.onderwerp], version: gelezen.etag,
                choices: [
                    "/werker": eigen, "/naar": eigen, "/regiehouder": eigen, "/deelnemers": beide,
                    "/nazorg/medewerker": beide, "/nazorg/organisatie": namen.organisaties,
                    "/alternatieveOrganisatie": namen.organisaties,
                ],
                labels: [
                    "/nazorg/organisatie": "Welke organisatie contact houdt",
                    "/nazorg/medewerker": "Wie daar contact houdt",
                ])
        }
    }
}
