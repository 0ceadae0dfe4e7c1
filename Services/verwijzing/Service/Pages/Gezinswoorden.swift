import Contracts
import Foundation
import VerwijzingDomain
import Web

/// The family's page in plain Dutch.
enum Gezinswoorden {
    static let geenStap = "Uw contact kijkt wat uw gezin nodig heeft. Er is nu geen andere organisatie gevraagd."

    /// One step, without people.
    static func stap(_ stap: Gezinslezer.Stap, _ naam: (OIN) -> String) -> String? {
        let (van, naar, dag) = (naam(stap.van), naam(stap.naar), stap.dag.map { Tijd.day($0) })
        switch stap.status {
        case "aangeboden": return "\(van) vroeg \(naar) om uw gezin te helpen. \(naar) moet nog antwoord geven."
        case "uitgesteld":
            return "\(naar) kan nog niet beginnen."
                + (dag.map { " U hoort uiterlijk \($0) hoe het verder gaat." } ?? "")
                + " Tot die tijd helpt \(van) u verder."
        case "geaccepteerd":
            return "\(naar) gaat uw gezin helpen" + (dag.map { ", vanaf \($0)" } ?? "")
                + ". Eerst praten \(van) en \(naar) met elkaar. U mag daarbij zijn."
        case "overgedragen":
            return "\(van) en \(naar) hebben met elkaar gepraat. De hulp van \(naar) begint"
                + (dag.map { " op \($0)." } ?? " binnenkort.")
        case "gestart": return "\(naar) helpt uw gezin nu."
        case "teruggegeven": return "\(naar) kan niet verder. \(van) zoekt uit wie u verder helpt."
        case "geweigerd":
            return "\(naar) kan uw gezin nu niet helpen."
                + (stap.isLaatste
                    ? " \(van) zoekt met u naar andere hulp. Uw contact vertelt u hoe het verder gaat." : "")
        case "hulp-gevraagd": return "\(van) vroeg \(naar) om hulp erbij. \(naar) moet nog antwoord geven."
        case "hulp-uitgesteld":
            return "\(naar) kan nog niet zeggen of de hulp erbij komt."
                + (dag.map { " U hoort uiterlijk \($0) hoe het verder gaat." } ?? "")
        case "hulp-aanvaard":
            return "\(naar) gaat er ook bij helpen" + (dag.map { ", vanaf \($0)." } ?? ".")
        case "hulp-gestart": return "\(naar) helpt u ook."
        default: return nil
        }
    }

    /// S3: that a service did not answer now.
    static func ontbreekt(_ bron: String) -> String {
        switch bron {
        case "melding-intake": "Wie een melding las, konden wij nu niet ophalen."
        case "regionaal-veiligheidsteam": "Wie bij het veiligheidsteam iets las, konden wij nu niet ophalen."
        default: "Een deel konden wij nu niet ophalen."
        }
    }

    /// O11: how to come back, and who asks how it goes and when.
    static func einde(
        _ einde: Gezinslezer.Einde, naam: (OIN) -> String, wie: ((organisatie: OIN, medewerker: String?)) -> String
    ) -> PageValue {
        let terug =
            switch einde.wegTerug {
            case .lokaalTeam: "Ga naar het lokale team in uw gemeente. U heeft geen verwijzing nodig."
            case .dezeOrganisatie: "Bel \(naam(einde.naar))."
            case .huisarts: "Ga naar uw huisarts."
            case .volgendeOrganisatie: "Vraag het de organisatie die u nu helpt."
            }
        let nazorg: String? =
            if let contact = einde.nazorg {
                "\(wie(contact)) neemt nog een keer contact met u op"
                    + (einde.nazorgOp.map { ", op \(Tijd.day($0))" } ?? "") + ", en vraagt hoe het gaat."
            } else {
                switch einde.geenNazorg {
                case .gezinWilNiet: "Niemand belt u meer. Dat wilde uw gezin zo. Wilt u toch contact? Dat kan altijd."
                case .nietNodig:
                    "Niemand belt u meer, omdat het niet meer nodig is. Wilt u toch contact? Dat kan altijd."
                default: nil
                }
            }
        return .group([
            "titel": .text("De hulp van \(naam(einde.naar)) is gestopt"), "wanneer": .text(Tijd.moment(einde.op)),
            "terug": .text("Heeft u weer hulp nodig? " + terug), "nazorg": PageValue(nazorg),
        ])
    }

    static let geenUitleg = "Vraag uw contact om de uitleg."

    /// O8: what an organisation does not go by. Nothing where there is nothing.
    static func terzijde(
        _ regels: [Gezinsterzijde], _ words: Words, wie: (Gezinsterzijde) -> String
    ) -> PageValue {
        guard !regels.isEmpty else { return .none }
        return .group([
            "regels": .list(
                regels.map { regel in
                    .group([
                        "wie": .text(wie(regel)), "blok": .text(words[regel.blok.rawValue]),
                        "reden": .text(words[regel.reden.rawValue]),
                        "uitleg": .text(regel.toelichting?.text ?? geenUitleg),
                        "wanneer": .text(Tijd.moment(regel.vastgelegdOp)),
                    ])
                })
        ])
    }

    static func voorkeur(_ voorkeur: Gezinsvoorkeurtekst) -> String {
        let hoe =
            switch voorkeur.kanaal {
            case .gesprek: "in een gesprek"
            case .telefoon: "met een telefoontje"
            case .brief: "met een brief"
            case .email: "met een e-mail"
            }
        return "U wilt iets het liefst horen \(hoe). Taal: \(voorkeur.taal)."
    }

    /// What a day rests on, without the number of the rule that a professional would look up.
    static func herkomst(_ tekst: String?) -> String? {
        tekst.map { String($0.prefix { $0 != "(" }).trimmingCharacters(in: .whitespaces) }
    }

    static func hoort(_ op: Date?, nu: Date) -> String {
        guard let op else {
            return "Er is nu geen dag afgesproken. Uw contact vertelt het u als er iets verandert."
        }
        return op < nu
            ? "U had \(Tijd.deadline(op)) iets moeten horen. Hoorde u niets? Stel dan hieronder een vraag."
            : "U hoort uiterlijk \(Tijd.deadline(op)) iets van ons."
    }
}
