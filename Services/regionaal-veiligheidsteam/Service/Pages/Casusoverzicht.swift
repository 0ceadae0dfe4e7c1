import Chassis
import Contracts
import Foundation
import Web

/// What a casus holds, below its head: decisions with who sees them otherwise, those involved, households, meldingen,
/// handovers and the timeline.
struct Casusoverzicht {
    let stand: JSON
    /// Oldest first.
    let tijdlijn: [JSON]
    let namen: Namen
    let site: Site

    /// What tells nothing to a person: reminders have their own place, with the terms.
    private static let stil: Set = ["termijn-herinnerd"]

    var values: [String: PageValue] {
        let besluiten = besluiten
        let overdrachten = overdrachten
        let huishoudens = huishoudens
        let meldingen = meldingen
        return [
            "besluiten": .list(besluiten), "nietsBesloten": .flag(besluiten.isEmpty),
            "betrokkenen": .list(betrokkenen), "huishoudens": .list(huishoudens),
            "heeftHuishoudens": .flag(!huishoudens.isEmpty), "meldingen": .list(meldingen),
            "heeftMeldingen": .flag(!meldingen.isEmpty), "overdrachten": .list(overdrachten),
            "geenOverdracht": .flag(overdrachten.isEmpty), "tijdlijn": .list(regels),
        ]
    }

    private func lijst(_ naam: String) -> [JSON] { stand[naam]?.array ?? [] }
    private func moment(_ json: JSON?) -> PageValue { PageValue(json?.tijdstip.map { Tijd.moment($0) }) }
    private func wie(_ json: JSON?) -> PageValue {
        let naam = namen.partij(json)
        return .text(naam == "u" ? "U" : naam)
    }

    /// Newest first, each with who sees it otherwise (R12).
    private var besluiten: [PageValue] {
        let meldingen = Dictionary(lijst("meldingen").map { ($0["id"]?.string, $0) }, uniquingKeysWith: { $1 })
        return lijst("beoordelingen").reversed().map { besluit in
            let id = besluit["id"]?.string
            let gronden = (besluit["meldingen"]?.strings ?? []).compactMap { meldingen[$0].map(Self.melding) }
            let anders = lijst("meningsverschillen").filter { $0["beoordeling"]?.string == id }.map { verschil in
                PageValue.group(["wie": wie(verschil["namens"]), "wanneer": moment(wanneer(verschil, over: id))])
            }
            return .group([
                "uitkomst": .text(site.words[besluit["uitkomst"]?.string ?? ""]), "wie": wie(besluit["door"]),
                "wanneer": moment(besluit["beoordeeldOp"]), "anders": .list(anders),
                "heeftAnders": .flag(!anders.isEmpty), "gronden": .list(gronden.map { .text($0(site.words)) }),
                "heeftGronden": .flag(!gronden.isEmpty),
            ])
        }
    }

    /// When a disagreement was recorded: the timeline tells.
    private func wanneer(_ verschil: JSON, over besluit: String?) -> JSON? {
        let zelfde = lijst("meningsverschillen").filter { $0["beoordeling"] == verschil["beoordeling"] }
        let regels = tijdlijn.filter {
            $0["gebeurtenis"]?.string == "meningsverschil-vastgelegd" && $0["bij"]?.string == besluit
        }
        let plaats = zelfde.firstIndex { $0["id"] == verschil["id"] } ?? 0
        return plaats < regels.count ? regels[plaats]["tijdstip"] : nil
    }

    /// "Zorgmelding van maandag 30 november 2026, 10.26 uur"
    static func melding(_ melding: JSON) -> (Words) -> String {
        { words in
            let soort = melding["soort"]?.string.map { words[$0] } ?? "Melding zonder soort"
            let acuut = melding["acuut"]?.string == "ja" ? ", acuut" : ""
            return soort + acuut + (melding["ontvangenOp"]?.tijdstip.map { " van " + Tijd.moment($0) } ?? "")
        }
    }

    // MARK: - Who is involved

    private var betrokkenen: [PageValue] {
        let team = stand["team"]?.string
        let regie = stand["regiehouder"]
        var rijen: [PageValue] = []
        func rij(_ organisatie: String?, _ rol: String, _ stand: PageValue = .none) {
            rijen.append(
                .group(["organisatie": .text(namen.organisatie(organisatie)), "rol": .text(rol), "stand": stand]))
        }
        if regie?["organisatie"]?.string == team {
            rij(team, "Houdt de casus bij en heeft de regie", wie(regie))
        } else {
            if let regie { rij(regie["organisatie"]?.string, "Heeft de regie", wie(regie)) }
            rij(team, "Houdt de casus bij")
        }
        for lokaal in lijst("lokaleTeams") {
            let oin = lokaal["organisatie"]?.string
            let door = lokaal["bevestigdDoor"]?.string.map { namen.mens($0, bij: oin) }
            rij(
                oin, "Lokaal team",
                .text(door.map { "\($0) heeft bevestigd dat het team meedoet" } ?? "Heeft nog niet bevestigd"))
        }
        for overdracht in lijst("overdrachten") {
            rij(
                overdracht["naar"]?.string, "Ontvanger van een overdracht",
                .text(site.words[overdracht["stand"]?.string ?? ""]))
        }
        return rijen
    }

    private var huishoudens: [PageValue] {
        lijst("huishoudens").map { huishouden in
            let aantal = huishouden["personen"]?.integer ?? 0
            let plaats =
                huishouden["gemeente"]?.string.map { "in " + Gemeenten.naam($0) } ?? "waarvan de gemeente onbekend is"
            return .text("Huishouden \(plaats): \(aantal == 1 ? "1 persoon" : "\(aantal) personen")")
        }
    }

    private var meldingen: [PageValue] {
        lijst("meldingen").reversed().map { melding in
            .group([
                "melding": .text(Self.melding(melding)(site.words)),
                "wacht": .flag(melding["beoordeeld"]?.bool == false),
            ])
        }
    }

    private var overdrachten: [PageValue] {
        lijst("overdrachten").reversed().map { overdracht in
            .group([
                "naar": .text(namen.organisatie(overdracht["naar"]?.string)),
                "stand": .text(site.words[overdracht["stand"]?.string ?? ""]),
                // Until the verwijzing has it, there is no page to open.
                "adres": overdracht["stand"]?.string == "verzocht"
                    ? .none
                    : PageValue(site.address(of: "verwijzing", "/overdrachten/" + (overdracht["id"]?.string ?? ""))),
            ])
        }
    }

    // MARK: - The timeline, newest first

    private var regels: [PageValue] {
        tijdlijn.reversed().filter { !Self.stil.contains($0["gebeurtenis"]?.string ?? "") }.map { regel in
            let wat = [site.words[regel["gebeurtenis"]?.string ?? ""], namen.organisatie(regel["betreft"]?.string)]
            let naam = namen.partij(regel)
            return .group([
                "wat": .text(wat.filter { !$0.isEmpty }.joined(separator: " ")),
                "wie": PageValue(naam.isEmpty ? nil : naam), "iso": PageValue(regel["tijdstip"]?.string),
                "wanneer": moment(regel["tijdstip"]), "soort": PageValue(regel["soort"]?.string.map { site.words[$0] }),
            ])
        }
    }
}
