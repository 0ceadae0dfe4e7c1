import Chassis
import Contracts
import Foundation
import Web

/// How a handover came to where it is: the line of steps and the timeline.
struct Overdrachtverloop {
    let stand: JSON
    /// Oldest first.
    let tijdlijn: [PageValue]
    let stappen: [PageValue]

    private static let vast: [(gebeurtenis: String, naam: String)] = [
        ("overdracht-aangeboden", "Aangeboden"), ("overdracht-bezorgd", "Aangekomen"), ("overdracht-gezien", "Geopend"),
        ("overdracht-uitgesteld", "Uitgesteld"), ("voorstel-gedaan", "Voorstel gedaan"),
        ("overdracht-geaccepteerd", "Geaccepteerd"),
        ("overdracht-overgedragen", "Besproken en overgedragen"), ("overdracht-gestart", "Hulp gestart"),
        ("overdracht-afgerond", "Afgerond"),
    ]
    /// Steps that need not happen.
    private static let ertussen: Set = ["overdracht-uitgesteld", "voorstel-gedaan"]
    /// What ends the line otherwise, or turns it.
    private static let anders: [String: (gebeurtenis: String, naam: String)] = [
        "geweigerd": ("overdracht-geweigerd", "Geweigerd"), "ingetrokken": ("overdracht-ingetrokken", "Ingetrokken"),
        "teruggegeven": ("overdracht-teruggegeven", "Teruggegeven"),
        "teruggave-aanvaard": ("teruggave-aanvaard", "Terug bij de afzender"),
        "voortijdig-beeindigd": ("overdracht-voortijdig-beeindigd", "Eerder gestopt"),
    ]
    /// What tells nothing to a person: reminders have their own place, with the terms.
    private static let stil: Set = ["termijn-herinnerd"]

    init(stand: JSON, tijdlijn regels: [JSON], namen: Namen, words: Words) {
        self.stand = stand
        let status = stand["status"]?.string ?? ""
        func laatste(_ gebeurtenis: String) -> JSON? { regels.last { $0["gebeurtenis"]?.string == gebeurtenis } }
        var lijn = Self.vast.filter { !Self.ertussen.contains($0.gebeurtenis) || laatste($0.gebeurtenis) != nil }
        if let ander = Self.anders[status] {
            lijn = lijn.filter { laatste($0.gebeurtenis) != nil } + [ander]
        }
        let nu = lijn.lastIndex { laatste($0.gebeurtenis) != nil } ?? 0
        stappen = lijn.enumerated().map { index, stap in
            let regel = laatste(stap.gebeurtenis)
            var values: [String: PageValue] = [
                "naam": .text(stap.naam), "gedaan": .flag(regel != nil), "nu": .flag(index == nu),
                "straks": .flag(regel == nil && index > nu),
            ]
            values["wanneer"] = PageValue(regel?["tijdstip"]?.tijdstip.map { Tijd.short($0) })
            values["wie"] = PageValue(regel.flatMap { Self.wie($0, namen) })
            return .group(values)
        }
        tijdlijn = regels.reversed().filter { !Self.stil.contains($0["gebeurtenis"]?.string ?? "") }.map { regel in
            let gebeurtenis = regel["gebeurtenis"]?.string ?? ""
            var values: [String: PageValue] = [
                "wat": .text(words[gebeurtenis]), "iso": PageValue(regel["tijdstip"]?.string),
                "wie": PageValue(Self.wie(regel, namen)), "soort": PageValue(Self.soort(regel, words)),
            ]
            values["wanneer"] = PageValue(regel["tijdstip"]?.tijdstip.map { Tijd.moment($0) })
            values["datum"] = PageValue(regel["datum"]?.string.map { Tijd.day($0) })
            return .group(values)
        }
    }

    static func soort(_ regel: JSON, _ words: Words) -> String? {
        let afsluiting = ["geen-nazorg", "weg-terug"].contains(regel["gebeurtenis"]?.string ?? "")
        return regel["soort"]?.string.map { (afsluiting ? Overdrachtwoorden.afsluiting[$0] : nil) ?? words[$0] }
    }

    private static func wie(_ regel: JSON, _ namen: Namen) -> String? {
        let naam = namen.partij(regel)
        if !naam.isEmpty { return naam }
        return regel["medewerker"]?.string
    }
}
