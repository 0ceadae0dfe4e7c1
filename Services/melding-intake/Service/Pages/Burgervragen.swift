import Contracts
import Foundation
import MeldingDomain
import Web

/// The questions of M3 in the words of a citizen, in the order in which they are asked.
struct Burgervraag: Sendable {
    enum Vorm: Sendable {
        case regel(invullen: String)
        case tekst(regels: Int)
        case lijst([ActionForm.Choice])
        case rondjes([ActionForm.Choice])
    }

    /// Name in the form, and of the field in the contract.
    let naam: String
    let label: String
    var uitleg: String?
    /// Above this question: a new part of the form.
    var kop: String?
    let vorm: Vorm
    var verplicht = true
    /// What to do where nothing usable was filled in.
    var gevraagd = ""

    /// What is wrong with an answer, as something that can be done.
    func fout(_ post: FormPost?) -> String {
        let isIngevuld = post?.value(naam)?.contains { !$0.isWhitespace } ?? false
        return switch vorm {
        case .regel where isIngevuld: Self.onleesbaar + "200 tekens."
        case .tekst where isIngevuld: Self.onleesbaar + "20.000 tekens."
        default: gevraagd
        }
    }

    private static let onleesbaar =
        "Dit is te lang, of er staan tekens in die wij niet kunnen lezen. Gebruik hoogstens "

    static func alle(gemeenten: [Gemeentecode]) -> [Burgervraag] {
        [
            Burgervraag(
                naam: "acuut", label: "Is er nu direct gevaar voor iemand?",
                uitleg: "Bij direct gevaar belt u eerst 112. Daarna kunt u dit formulier nog versturen.",
                vorm: .rondjes([.init("ja", "Ja"), .init("nee", "Nee"), .init("onbekend", "Dat weet ik niet")]),
                gevraagd: "Kies of er direct gevaar is. U mag ook kiezen: dat weet ik niet."),
            Burgervraag(
                naam: "soort", label: "Waarvoor komt u bij ons?",
                uitleg: "Kies wat het beste past. Twijfelt u? Kies dan de eerste.", kop: "Wat is er aan de hand?",
                vorm: .rondjes(Meldingsoort.vanBurger.map { .init($0.rawValue, Burgerwoorden.soort($0)) }),
                gevraagd: "Kies waarvoor u komt."),
            Burgervraag(
                naam: "waarneming", label: "Wat hebt u gezien, gehoord of gemerkt?",
                uitleg: "Een gevoel dat er iets niet klopt is genoeg. Schrijf het op zoals u het zou vertellen. "
                    + "Weet u over wie het gaat en waar zij wonen? Schrijf dat er dan bij.",
                vorm: .tekst(regels: 8), gevraagd: "Schrijf op wat u merkt. Een paar woorden zijn genoeg."),
            Burgervraag(
                naam: "gemeente", label: "In welke gemeente speelt dit?",
                uitleg: "Staat de gemeente er niet bij? Bel dan Veilig Thuis: 0800 2000, gratis, dag en nacht.",
                vorm: .lijst(
                    gemeenten.map { .init($0.text, Gemeenten.naam($0.text)) }.sorted { $0.label < $1.label }),
                gevraagd: "Kies de gemeente."),
            Burgervraag(
                naam: "besproken", label: "Hebt u hierover gepraat met de mensen om wie het gaat?",
                uitleg: "Het hoeft niet.",
                vorm: .rondjes([.init("ja", "Ja"), .init("nee", "Nee")]), gevraagd: "Kies ja of nee."),
            Burgervraag(
                naam: "redenNietBesproken", label: "Waarom hebt u er niet over gepraat?",
                uitleg: "Alleen als u hierboven nee koos. Bijvoorbeeld: ik durf het niet, of: ik ken ze niet goed.",
                vorm: .tekst(regels: 2), verplicht: false,
                gevraagd: "U koos nee. Schrijf in een paar woorden waarom. \"Ik durf het niet\" is ook goed."),
            Burgervraag(
                naam: "melderAfgeschermd", label: "Mag het gezin weten dat u dit meldt?",
                kop: "Over u",
                vorm: .rondjes([.init("ja", "Nee, houd dat geheim"), .init("nee", "Ja, dat mag")]),
                gevraagd: "Kies of het gezin mag weten dat u meldt."),
            Burgervraag(
                naam: "naam", label: "Uw naam",
                uitleg: "U hoeft uw naam niet te geven. Alleen wie uw melding behandelt, kan hem lezen.",
                vorm: .regel(invullen: "name"), verplicht: false),
            Burgervraag(
                naam: "contact", label: "Uw telefoonnummer of e-mailadres",
                uitleg: "Alleen als wij u mogen bellen of mailen met een vraag.", vorm: .regel(invullen: "off"),
                verplicht: false),
            Burgervraag(
                naam: "terugkoppelingGewenst", label: "Wilt u later kunnen zien wat wij met uw melding deden?",
                uitleg: "U ziet de stappen, niet wat er in het gezin gebeurt.",
                vorm: .rondjes([.init("ja", "Ja"), .init("nee", "Nee")]), gevraagd: "Kies ja of nee."),
        ]
    }
}
