import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// N7: a question to who must move: pressing by an organisation, or what someone of the family asked there.
struct NavraagVerzoek: Handeling {
    var door: MedewerkerId?
    var tekst: Tekst
    var namens: UUID?

    static var title: String { "Navraag stellen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg,
            "tekst": "Uw vraag; wordt versleuteld bewaard. Wie aan zet is leest haar, dus noem niemand bij naam.",
            "namens": "Van welk gezinslid de vraag is, als het gezin haar bij u stelde.",
        ]
    }
    static var example: NavraagVerzoek { NavraagVerzoek(door: .placeholder, tekst: .placeholder, namens: nil) }
}

/// The answer, which who asked can read.
struct NavraagantwoordVerzoek: Handeling {
    var door: MedewerkerId?
    var tekst: Tekst

    static var title: String { "Navraag beantwoorden" }
    static var fields: [String: String] {
        [
            "door": doorUitleg,
            "tekst": "Uw antwoord. Wie vroeg leest het, dus noem niets dat is afgeschermd; wordt versleuteld bewaard.",
        ]
    }
    static var example: NavraagantwoordVerzoek {
        NavraagantwoordVerzoek(door: .placeholder, tekst: .placeholder)
    }
}

/// A question as who asked it, or must answer it, sees it.
struct NavraagStand: Contract {
    var id: UUID
    var gesteldOp: Date
    var van: AanZet?
    var namensGezin: Bool
    var lid: UUID?
    var naam: KorteTekst?
    var vraag: Tekst?
    var aan: AanZet?
    var termijn: BordTermijn?
    var antwoord: Tekst?
    var antwoordVan: AanZet?
    var beantwoordOp: Date?
    var magAntwoorden: Bool
    var aanbod: UUID?

    static var title: String { "Navraag" }
    static var fields: [String: String] {
        [
            "id": "Id van de navraag.", "gesteldOp": "Wanneer de vraag kwam.",
            "van": "Wie vroeg; afwezig als het gezin het zelf deed, of als die voor u afgeschermd is.",
            "namensGezin": "Of de vraag van iemand van het gezin is.",
            "lid": "Van welk gezinslid, voor wie het gezin kent.",
            "naam": "Hoe dat gezinslid heet, voor wie het hele dossier mag lezen.",
            "vraag": "De vraag; alleen in de lijst, en het lezen wordt vastgelegd.",
            "aan": "Wie moet antwoorden; afwezig als die voor u afgeschermd is.",
            "termijn": "De termijn, zolang er geen antwoord is.", "antwoord": "Het antwoord; alleen in de lijst.",
            "antwoordVan": "Wie antwoordde; afwezig als die voor u afgeschermd is.",
            "beantwoordOp": "Wanneer het antwoord kwam.", "magAntwoorden": "Of u nu kunt antwoorden.",
            "aanbod": "Het aanbod waarop wie vroeg wacht, voor wie moet antwoorden of de regie heeft.",
        ]
    }
    static var example: NavraagStand {
        NavraagStand(
            id: .placeholder, gesteldOp: .placeholder, van: .example, namensGezin: false, lid: nil, naam: nil,
            vraag: .placeholder, aan: .example, termijn: .example, antwoord: nil, antwoordVan: nil, beantwoordOp: nil,
            magAntwoorden: true, aanbod: nil)
    }
}

struct Navragen: Contract {
    var zaak: UUID
    var kenmerk: Kenmerk
    var overdracht: UUID?
    var navragen: [NavraagStand]
    var vernietigd: [VernietigdeInhoud]

    static var title: String { "Vragen in een zaak" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak.",
            "overdracht": "Een lopende overdracht van de zaak die uw organisatie ziet.",
            "navragen": "Wat uw organisatie vroeg, beantwoordde of moet beantwoorden; de nieuwste eerst.",
            "vernietigd": "Vragen waarvan een tekst na de bewaartermijn vernietigd is, bij hun id (P4).",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["navragen": 0...10_000, "vernietigd": 0...10_000] }
    static var example: Navragen {
        Navragen(
            zaak: .placeholder, kenmerk: .placeholder, overdracht: nil, navragen: [.example], vernietigd: [.example])
    }
}

extension NavraagStand {
    /// - Parameters:
    ///   - oin: the reader, who sees this question (`Toegang.ziet`).
    ///   - kentGezin: whether the reader knows who belong to the family.
    init(
        _ navraag: Navraag, voor oin: OIN, zaak: Zaak, _ zicht: Zicht, kentGezin: Bool, termijn: BordTermijn? = nil
    ) throws {
        let behandelt = [zaak.regie.organisatie, navraag.aan.organisatie].contains(oin.text)
        self.init(
            id: navraag.id, gesteldOp: navraag.gesteldOp,
            van: try navraag.van.flatMap { try .van(($0.organisatie, $0.medewerker), zicht) },
            namensGezin: navraag.lid != nil, lid: kentGezin ? navraag.lid : nil, naam: nil, vraag: nil,
            aan: try .van((navraag.aan.organisatie, navraag.aan.medewerker), zicht), termijn: termijn, antwoord: nil,
            antwoordVan: try navraag.antwoord.flatMap {
                try .van(($0.door.organisatie, $0.door.medewerker), zicht)
            },
            beantwoordOp: navraag.antwoord?.op,
            magAntwoorden: navraag.antwoord == nil && behandelt, aanbod: behandelt ? navraag.aanbod : nil)
    }
}
