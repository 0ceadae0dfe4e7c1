import Contracts
import Foundation
import Mail
import NotificatieDomain

/// Where a colleague gets mail, and when (N6).
struct MailadresVerzoek: Contract {
    var adres: Mailadres
    var stilleUren: Stilteverzoek?
    var verzamelmail: Verzamelsoort?
    var verzameltijd: Kloktijd?

    enum Verzamelsoort: String, Code {
        case uit
        case perUur = "per-uur"
        case dagelijks
    }

    static var title: String { "Mailadres met voorkeuren" }
    static var fields: [String: String] {
        [
            "adres": "Het mailadres; het wordt versleuteld bewaard.",
            "stilleUren":
                "Wanneer er geen mail komt, behalve bij spoed; zonder: 's avonds, 's nachts en in het weekend.",
            "verzamelmail": "Of gewone taken samen in één mail komen, en hoe vaak; zonder: uit.",
            "verzameltijd": "Bij dagelijks: hoe laat, in Nederlandse tijd; zonder: 09:00.",
        ]
    }
    static var example: MailadresVerzoek {
        MailadresVerzoek(adres: .placeholder, stilleUren: nil, verzamelmail: .uit, verzameltijd: nil)
    }

    var voorkeur: Mailvoorkeur {
        let verzamel: Mailvoorkeur.Verzamelmail =
            switch verzamelmail {
            case nil, .uit: .uit
            case .perUur: .perUur
            case .dagelijks: .dagelijks(om: verzameltijd?.minuten ?? 9 * 60)
            }
        let stil = stilleUren.map {
            Mailvoorkeur.StilleUren(van: $0.van.minuten, tot: $0.tot.minuten, weekend: $0.weekend)
        }
        return Mailvoorkeur(stilleUren: stil ?? Mailvoorkeur.standaard.stilleUren, verzamelmail: verzamel)
    }
}

struct Stilteverzoek: Contract {
    var van: Kloktijd
    var tot: Kloktijd
    var weekend: Bool

    static var title: String { "Stille uren" }
    static var fields: [String: String] {
        [
            "van": "Vanaf hoe laat, in Nederlandse tijd.",
            "tot": "Tot hoe laat; vroeger dan van betekent de volgende dag, gelijk betekent geen stille uren.",
            "weekend": "Of het op zaterdag en zondag de hele dag stil is.",
        ]
    }
    static var example: Stilteverzoek { Stilteverzoek(van: .placeholder, tot: .placeholder, weekend: true) }
}

/// The address itself is never shown again, only enough to know it by.
struct MailadresStand: Contract {
    var medewerker: MedewerkerId
    var adres: String?
    var geweigerdOp: Date?
    var geweigerdCode: String?
    var stilleUren: Stilteverzoek
    var verzamelmail: MailadresVerzoek.Verzamelsoort
    var verzameltijd: Kloktijd?

    static var title: String { "Mailadres van een medewerker" }
    static var fields: [String: String] {
        [
            "medewerker": "Van wie.", "adres": "De eerste letter en het domein; niet in de lijst.",
            "geweigerdOp": "Sinds wanneer de mailserver dit adres niet wil; zet dan een goed adres.",
            "geweigerdCode": "Wat de mailserver antwoordde, als code.",
            "stilleUren": "Wanneer er geen mail komt, behalve bij spoed.",
            "verzamelmail": "Of gewone taken samen in één mail komen.", "verzameltijd": "Bij dagelijks: hoe laat.",
        ]
    }
    static var example: MailadresStand {
        MailadresStand(
            medewerker: .placeholder, adres: "p…@gemeente.example", geweigerdOp: nil, geweigerdCode: nil,
            stilleUren: .example, verzamelmail: .uit, verzameltijd: nil)
    }
}

/// A mail address as it comes in. Nothing gives it out.
struct Mailadres: DescribedText {
    let adres: MailAddress
    var text: String { adres.text }

    init?(_ text: String) {
        guard let adres = MailAddress(text) else { return nil }
        self.adres = adres
    }

    static var pattern: String? { "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{3,190}$" }
    static var expected: String { "een mailadres, zoals planner@gemeente.example" }
    static let placeholder: Mailadres = {
        guard let adres = Mailadres("planner@gemeente.example") else { preconditionFailure("an address") }
        return adres
    }()
}
