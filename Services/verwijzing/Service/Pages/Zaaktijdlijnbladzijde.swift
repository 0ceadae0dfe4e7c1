import Chassis
import Contracts
import Foundation
import Register
import Web

/// S2: a zaak from its first melding until now, to read together. What a reader may not see is not there; a service that
/// did not answer is named.
struct Zaaktijdlijnbladzijde: Sendable {
    let register: Register
    let words: Words

    func toon(_ visit: Visit) async throws -> PageContent {
        let zaak = visit.onderwerp
        let tijdlijn = try await visit.read("zaaktijdlijnLezen", path: ["id": zaak]).body
        let stappen = (tijdlijn["stappen"]?.array ?? []).filter {
            !Self.stil.contains($0["gebeurtenis"]?.string ?? "")
        }
        let namen = try await Namen(
            visit, register.current, organisaties: Set(stappen.compactMap { $0["organisatie"]?.string }))
        let kenmerk = tijdlijn["kenmerk"]?.string ?? ""
        let ontbreekt = tijdlijn["ontbreekt"]?.strings ?? []
        var values: [String: PageValue] = [
            "kenmerk": .text(kenmerk), "leeg": .flag(stappen.isEmpty), "heeftGat": .flag(!ontbreekt.isEmpty),
            "ontbreekt": .list(ontbreekt.map { .text(Self.bronnen[$0] ?? $0) }),
            "dagen": .list(dagen(stappen, namen)), "bestand": .text("/zaken/\(zaak)/tijdlijn/bestand"),
        ]
        values["gelezen"] = PageValue(tijdlijn["gelezenOp"]?.tijdstip.map { Tijd.moment($0) })
        return PageContent("Tijdlijn van zaak " + kenmerk, template: "zaaktijdlijn", values: values)
    }

    private static let bronnen = [
        "melding-intake": "Meldingen", "regionaal-veiligheidsteam": "Casus", "verwijzing": "Overdrachten",
        "notificaties": "Taken",
    ]

    /// The steps by day, oldest first, so that a long case reads as a calendar.
    private func dagen(_ stappen: [JSON], _ namen: Namen) -> [PageValue] {
        var dagen: [(dag: String, stappen: [PageValue])] = []
        for stap in stappen {
            let moment = (stap["tijdstip"]?.tijdstip.map { Tijd.moment($0) } ?? "").split(separator: ",")
            let dag = moment.first.map(String.init) ?? ""
            if dagen.last?.dag != dag { dagen.append((dag, [])) }
            var values: [String: PageValue] = [
                "iso": PageValue(stap["tijdstip"]?.string),
                "tijd": .text(moment.dropFirst().first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""),
                "wat": .text(wat(stap["gebeurtenis"]?.string ?? "")),
                "bron": .text(Self.bronnen[stap["bron"]?.string ?? ""] ?? ""),
                "kenmerk": PageValue(stap["kenmerk"]?.string),
            ]
            values["wie"] = wie(stap, namen)
            values["betreft"] = PageValue(stap["betreft"]?.string.map { namen.organisatie($0) })
            values["soort"] = PageValue(
                stap["soort"]?.string.flatMap { Self.uitkomsten[$0] }
                    ?? Overdrachtverloop.soort(stap, words)?.lowercased())
            values["datum"] = PageValue(stap["datum"]?.string.map { Tijd.day($0) })
            dagen[dagen.count - 1].stappen.append(.group(values))
        }
        return dagen.map { .group(["dag": .text($0.dag), "stappen": .list($0.stappen)]) }
    }

    /// By name, also who reads: it is read together, and from paper.
    private func wie(_ stap: JSON, _ namen: Namen) -> PageValue {
        guard let oin = stap["organisatie"]?.string else { return .none }
        let organisatie = namen.organisatie(oin)
        return .text(stap["medewerker"]?.string.map { "\(namen.mens($0, bij: oin)) (\(organisatie))" } ?? organisatie)
    }

    /// What only repeats what another service tells, and reminders.
    private static let stil: Set = ["overdracht-gevolgd", "regie-gevolgd", "termijn-herinnerd"]

    private func wat(_ gebeurtenis: String) -> String { Self.gebeurtenissen[gebeurtenis] ?? words[gebeurtenis] }

    /// What other services and the zaak itself call things; those of handovers stand with their own pages.
    private static let gebeurtenissen = [
        "melding-ontvangen": "Melding ontvangen", "melding-in-behandeling": "Melding opgepakt",
        "melding-afgehandeld": "Melding afgehandeld", "melding-doorgestuurd": "Melding doorgestuurd",
        "melding-aangevuld": "Melding aangevuld", "melding-soort-gewijzigd": "Soort melding gewijzigd",
        "melding-gekoppeld": "Melding hoort bij deze zaak", "melding-bijgewerkt": "Melding bijgewerkt",
        "casus-geopend": "Casus geopend", "beoordeling-vastgelegd": "Beoordeling vastgelegd",
        "casus-gesloten": "Casus gesloten",
        "lokaal-team-betrokken": "Lokaal team betrokken", "lokaal-team-bevestigd": "Lokaal team heeft bevestigd",
        "overdracht-verzocht": "Overdracht gevraagd", "overdracht-gevolgd": "Overdracht is verder",
        "regie-gevolgd": "Regie is verplaatst",
        "casus-opgevolgd": "Casus: een andere organisatie neemt de plaats in", "uit-beeld-gemeld": "Gezin is uit beeld",
        "weer-in-beeld-gemeld": "Gezin is weer in beeld", "meningsverschil-vastgelegd": "Anders gezien en vastgelegd",
        "zaak-geopend": "Zaak geopend", "organisatie-betrokken": "Organisatie betrokken",
        "betrokkenheid-beeindigd": "Organisatie niet meer betrokken", "regie-verplaatst": "Regie verplaatst",
        "regiehouder-gewisseld": "Andere medewerker heeft de regie",
        "verwijzing-vrager-gewisseld": "Een andere medewerker vraagt de hulp",
        "verwijzing-vrager-verplaatst": "Wie nu de regie heeft vraagt de hulp verder",
        "gezin-verhuisd": "Gezin verhuisd",
        "verhuizing-opgevolgd": "Ander lokaal team waar het gezin woont", "zaaktermijn-geescaleerd": "Termijn verliep",
        "organisatie-gestopt": "Organisatie doet niet meer mee, een ander neemt haar plaats in",
        "verwijzing-opgevolgd": "Hulp: een andere organisatie neemt de plaats in",
        "continuiteit-opgevolgd": "Een andere organisatie geeft de plek of de hulp",
        "maatregel-opgevolgd": "Maatregel: een andere organisatie neemt de plaats in",
        "overleg-opgevolgd": "Overleg: een andere organisatie neemt de plaats in",
        "afspraak-opgevolgd": "Afspraak: een ander neemt de plaats in",
        "kastje-naar-de-muur": "Van het kastje naar de muur: gemeld aan de regio",
        "gezinslid-vastgelegd": "Iemand van het gezin vastgelegd", "gezag-vastgelegd": "Gezag vastgelegd",
        "gedwongen-kader-vastgelegd": "Maatregel vastgelegd",
        "toestemming-vastgelegd": "Vastgelegd wat iemand over deze hulp zegt",
        "jongere-meerderjarig": "Een kind is 18 geworden",
        "gezin-te-informeren": "Het gezin moet iets horen", "gezin-geinformeerd": "Het gezin heeft het gehoord",
        "consultatie-gevraagd": "Advies gevraagd", "consultatie-beantwoord": "Advies gegeven",
        "consultatie-gesloten": "Vraag om advies afgesloten",
        "consultatie-vrager-gewisseld": "Een andere medewerker vraagt het advies",
        "consultatie-opgevolgd": "Advies: een andere organisatie neemt de plaats in",
        "consultatietermijn-geescaleerd": "Termijn voor advies verliep",
        "vragenlijst-opgesteld": "Vragenlijst gemaakt", "vragenlijst-beantwoord": "Antwoord op een vraag vastgelegd",
        "vragenlijst-gevraagd": "Om een vragenlijst gevraagd", "vragenlijst-geweigerd": "Vragenlijst niet gedeeld",
        "vragenlijst-gedeeld": "Vragenlijst gedeeld", "vragenlijst-ontvangen": "Vragenlijst ontvangen",
        "vragenlijst-vervallen": "Vragenlijst gaat niet meer door",
        "vragenlijst-opgevolgd": "Vragenlijst: een andere organisatie neemt de plaats in",
        "vragenlijsttermijn-geescaleerd": "Termijn voor een vragenlijst verliep",
        "vervanging-gezocht": "Hulp stopt: er wordt andere hulp gezocht",
        "vervanging-gesloten": "Niet meer op zoek naar andere hulp",
        "vervangtermijn-geescaleerd": "Termijn voor andere hulp verliep",
        "termijn-herinnerd": "Herinnerd aan een termijn", "termijn-geescaleerd": "Termijn verliep",
        "taak-aangemaakt": "Taak gemaakt", "taak-bezorgd": "Taak aangekomen", "taak-gezien": "Taak geopend",
        "taak-gedaan": "Taak gedaan", "taak-vervallen": "Taak vervallen", "taak-overgedragen": "Taak overgedragen",
    ]
    private static let uitkomsten = [
        "vt-00": "niet ontvankelijk", "vt-01-01": "vervolgstappen bij Veilig Thuis", "vt-01-02": "overdracht",
        "vt-01-03": "geen vervolg", "vt-01-04": "regionaal maatwerk", "vt-02": "overdracht",
        "vt-03": "afgesloten zonder overdracht", "vt-99": "onjuist geadresseerd",
        "vt-melding": "melding aan Veilig Thuis",
    ]
}
