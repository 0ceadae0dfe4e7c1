import Chassis
import Contracts
import Foundation
import VerwijzingDomain
import Web

/// V1: help that fits, asked of one organisation; R13: with what runs seen, and what of it stops.
struct VerwijzingVerzoek: Handeling {
    var door: MedewerkerId?
    var naar: OIN
    var hulp: Codewoord
    var behoefte: Tekst
    var urgentie: Contracts.Urgentie
    var regime: OverdrachtenEvents.Regime
    var richting: OverdrachtenEvents.Richting
    var gekozenOp: OverdrachtenEvents.Keuzegrond
    var watMist: Tekst?
    var route: Codewoord?
    var overlegMet: OIN?
    var kinderen: [UUID]?
    var lopendGezien: [UUID]?
    var eerderGezien: [UUID]?
    var stoppen: [UUID]?
    var stopreden: OverdrachtenEvents.Hulpeinde?

    static var title: String { "Hulp vragen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "naar": "De organisatie aan wie u hulp vraagt.", "hulp": "Welke soort hulp.",
            "behoefte": "Wat dit gezin nodig heeft; wordt versleuteld bewaard.", "urgentie": "Regulier of spoed.",
            "regime": "Uit welke wet.", "richting": "Is deze hulp zwaarder, lichter of anders dan wat er was?",
            "gekozenOp": "Koos u deze hulp omdat zij past, of omdat zij beschikbaar is?",
            "watMist": "Wat er mist, als u koos voor wat beschikbaar is; wordt versleuteld bewaard.",
            "route": "Langs welke route; leeg bij vrij toegankelijke hulp.",
            "overlegMet": "Met welke organisatie u overlegde, als de route dat vraagt.",
            "kinderen": "Voor welke kinderen; zonder keuze voor alle kinderen van de zaak.",
            "lopendGezien": "Welke hulp u zag die al loopt; dat moet alle hulp zijn die loopt.",
            "eerderGezien": "Welke hulp u zag die eerder begon; van dezelfde soort moet dat alle zijn.",
            "stoppen": "Welke van die hulp stopt; zonder keuze gaat alles door.",
            "stopreden": "Waarom die hulp stopt.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        ["kinderen": 0...50, "lopendGezien": 0...500, "eerderGezien": 0...500, "stoppen": 0...500]
    }
    static var example: VerwijzingVerzoek {
        VerwijzingVerzoek(
            door: .placeholder, naar: .placeholder, hulp: .placeholder, behoefte: .placeholder, urgentie: .regulier,
            regime: .jeugdwet, richting: .opschalen, gekozenOp: .passend, watMist: nil, route: .placeholder,
            overlegMet: nil, kinderen: nil, lopendGezien: nil, eerderGezien: nil, stoppen: nil, stopreden: nil)
    }

    func check() -> [Violation] {
        (stoppen ?? []).isEmpty == (stopreden == nil)
            ? []
            : [
                Violation(
                    pointer: "/stopreden", code: Violation.Codes.value,
                    detail: "Noem een reden als er hulp stopt, en alleen dan.")
            ]
    }
}

/// O21, V5: names the worker and the day on which the help starts, by who saw how often there was a change before.
struct HulptoezeggingVerzoek: Handeling {
    var door: MedewerkerId?
    var werker: MedewerkerId
    var startdatum: Datum
    var gezien: Codewoord?

    static var title: String { "Hulp toezeggen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "werker": "De werker die het gezin gaat helpen; geen planner.",
            "startdatum": "Wanneer de hulp start.", "gezien": gezienUitleg,
        ]
    }
    static var example: HulptoezeggingVerzoek {
        HulptoezeggingVerzoek(
            door: .placeholder, werker: .placeholder, startdatum: .placeholder, gezien: Codewoord("w2-v1"))
    }
}

/// V5: another worker, by who saw how often there was a change before.
struct WerkerwisselVerzoek: Handeling {
    var door: MedewerkerId?
    var naar: MedewerkerId
    var gezien: Codewoord?

    static var title: String { "Andere werker noemen" }
    static var fields: [String: String] {
        ["door": doorUitleg, "naar": "Wie de hulp verder geeft.", "gezien": gezienUitleg]
    }
    static var example: WerkerwisselVerzoek {
        WerkerwisselVerzoek(door: .placeholder, naar: .placeholder, gezien: Codewoord("w2-v1"))
    }
}

let gezienUitleg = "Het merk van de telling die u zag: hoe vaak deze kinderen al een nieuwe werker of woonplek kregen."

/// Help that ends, by who gives it.
struct HulpeindeVerzoek: Handeling {
    var door: MedewerkerId?
    var reden: OverdrachtenEvents.Hulpeinde

    static var title: String { "Hulp beëindigen" }
    static var fields: [String: String] { ["door": doorUitleg, "reden": "Waarom."] }
    static var example: HulpeindeVerzoek { HulpeindeVerzoek(door: .placeholder, reden: .doelBereikt) }
}

/// A verwijzing as a party or who has a part in the zaak sees it: references and codes, and where one is read, texts.
struct VerwijzingStand: Contract {
    enum Status: String, Code { case gevraagd, uitgesteld, aanvaard, gestart, geweigerd, ingetrokken, beeindigd }

    var id: UUID
    var zaak: UUID
    var kenmerk: Kenmerk
    var oefening: Bool
    var urgentie: Contracts.Urgentie
    var status: Status
    var sinds: Date
    var van: AanZet
    var naar: OIN
    var aanZet: AanZet?
    var hulp: Codewoord
    var hulpnaam: Organisatienaam?
    var regime: OverdrachtenEvents.Regime
    var richting: OverdrachtenEvents.Richting
    var gekozenOp: OverdrachtenEvents.Keuzegrond
    var route: Codewoord?
    var routeHerkomst: KorteTekst?
    var overlegMet: OIN?
    var aantalKinderen: Int
    var gevraagdOp: Date
    var bezorgdOp: Date?
    var gezienOp: Date?
    var uitgesteldTot: Datum?
    var reden: Codewoord?
    var alternatief: OverdrachtenEvents.Alternatief?
    var alternatieveOrganisatie: OIN?
    var werker: MedewerkerId?
    var startdatum: Datum?
    var gestartOp: Date?
    var wissels: WisselStand?
    var behoefte: Tekst?
    var watMist: Tekst?
    var overbruggingsafspraak: Tekst?
    var bericht: Tekst?
    var termijnen: [BordTermijn]
    var eerderGedaan: [EerderGedaan]?
    var mogelijk: [Codewoord]

    static var title: String { "Verwijzing" }
    static var fields: [String: String] {
        [
            "id": "Id van de verwijzing.", "zaak": "De zaak.", "kenmerk": "Kort kenmerk voor de telefoon.",
            "oefening": "Of dit een oefening is.", "urgentie": "Regulier of spoed.", "status": "De toestand.",
            "sinds": "Sinds wanneer.", "van": "Wie de hulp vroeg.", "naar": "Aan wie de hulp gevraagd is.",
            "aanZet": "Wie aan zet is; afwezig aan het einde.", "hulp": "Soort hulp.",
            "hulpnaam": "Hoe die hulp heet in het register.", "regime": "Uit welke wet.",
            "richting": "Zwaarder, lichter of anders dan wat er was.",
            "gekozenOp": "Of de hulp past, of beschikbaar was.", "route": "Langs welke route.",
            "routeHerkomst": "Waar die route vandaan komt.", "overlegMet": "Met wie de vrager overlegde.",
            "aantalKinderen": "Voor hoeveel kinderen.", "gevraagdOp": "Wanneer de hulp gevraagd is.",
            "bezorgdOp": "Wanneer het systeem van de ontvanger de vraag had.",
            "gezienOp": "Wanneer een medewerker van de ontvanger de vraag opende.",
            "uitgesteldTot": "Wanneer er wel antwoord is.",
            "reden": "Waarom uitgesteld, geweigerd, ingetrokken of beëindigd.",
            "alternatief": "Wat de ontvanger in plaats daarvan voorstelt.",
            "alternatieveOrganisatie": "Welke organisatie, als dat het alternatief is.",
            "werker": "Wie de hulp geeft.", "startdatum": "Wanneer de hulp start.",
            "gestartOp": "Wanneer de hulp gestart is.",
            "wissels": "Hoe vaak deze kinderen al een nieuwe werker of woonplek kregen, voor wie iets kan wisselen.",
            "behoefte": "Wat het gezin nodig heeft; alleen bij het lezen van één verwijzing.",
            "watMist": "Wat er mist aan hulp die beschikbaar was; alleen bij het lezen van één verwijzing.",
            "overbruggingsafspraak":
                "Wie wat doet zolang het antwoord wacht; alleen bij het lezen van één verwijzing.",
            "bericht": "Het laatste bericht van de ontvanger; alleen bij het lezen van één verwijzing.",
            "termijnen": "Welke termijnen lopen.",
            "eerderGedaan": "Waar dezelfde hulp voor dit gezin al eerder is gestart; bij het lezen van één (O16).",
            "mogelijk": "Wat uw organisatie kan doen.",
        ]
    }
    static var example: VerwijzingStand {
        VerwijzingStand(
            id: .placeholder, zaak: .placeholder, kenmerk: .placeholder, oefening: false, urgentie: .regulier,
            status: .gevraagd, sinds: .placeholder, van: .example, naar: .placeholder, aanZet: .example,
            hulp: .placeholder, hulpnaam: nil, regime: .jeugdwet, richting: .opschalen, gekozenOp: .passend,
            route: .placeholder, routeHerkomst: nil, overlegMet: nil, aantalKinderen: 1, gevraagdOp: .placeholder,
            bezorgdOp: nil, gezienOp: nil, uitgesteldTot: nil, reden: nil, alternatief: nil,
            alternatieveOrganisatie: nil, werker: nil, startdatum: nil, gestartOp: nil, wissels: .example,
            behoefte: nil,
            watMist: nil, overbruggingsafspraak: nil, bericht: nil, termijnen: [.example], eerderGedaan: nil,
            mogelijk: [.placeholder])
    }
}

/// V5: what must be seen before another worker or place.
struct WisselStand: Contract {
    var werkers: Int
    var verhuizingen: Int
    var merk: Codewoord

    static var title: String { "Hoe vaak er al gewisseld is" }
    static var fields: [String: String] {
        [
            "werkers": "Hoe vaak er een nieuwe werker kwam.", "verhuizingen": "Hoe vaak er verhuisd is.",
            "merk": "Wat u noemt om te bevestigen dat u dit zag.",
        ]
    }
    static var example: WisselStand { WisselStand(werkers: 2, verhuizingen: 1, merk: .placeholder) }

    init(werkers: Int, verhuizingen: Int, merk: Codewoord) {
        self.werkers = werkers
        self.verhuizingen = verhuizingen
        self.merk = merk
    }

    init(_ telling: Wisseltelling) throws {
        self.init(werkers: telling.werkers, verhuizingen: telling.verhuizingen, merk: try .van(telling.merk))
    }
}

/// R13: help that runs in a zaak, as far as the reader sees it.
struct LopendeHulp: Contract {
    var id: UUID
    var organisatie: OIN
    var hulp: Codewoord
    var hulpnaam: Organisatienaam?
    var sinds: Date
    /// Whether the reader asked for it, and so can stop it.
    var magStoppen: Bool

    static var title: String { "Lopende hulp" }
    static var fields: [String: String] {
        [
            "id": "Id van de verwijzing of overdracht.", "organisatie": "Wie de hulp geeft.", "hulp": "Soort hulp.",
            "hulpnaam": "Hoe die hulp heet in het register.", "sinds": "Sinds wanneer.",
            "magStoppen": "Of u deze hulp kunt stoppen, omdat u haar vroeg.",
        ]
    }
    static var example: LopendeHulp {
        LopendeHulp(
            id: .placeholder, organisatie: .placeholder, hulp: .placeholder, hulpnaam: nil, sinds: .placeholder,
            magStoppen: true)
    }
}

/// What can be asked, as the region's register has it (V1, V2).
struct HulpsoortStand: Contract {
    var code: Codewoord
    var naam: Organisatienaam
    var ijw: Organisatienaam?
    var vrijToegankelijk: Bool

    static var title: String { "Soort hulp" }
    static var fields: [String: String] {
        [
            "code": "De code.", "naam": "Hoe zij heet.", "ijw": "De code van iJw, als die er is.",
            "vrijToegankelijk": "Of er geen route voor nodig is.",
        ]
    }
    static var example: HulpsoortStand {
        HulpsoortStand(code: .placeholder, naam: .placeholder, ijw: nil, vrijToegankelijk: false)
    }
}

struct RouteStand: Contract {
    var code: Codewoord
    var vraagtOverleg: Bool
    var beschikking: Bool
    var herkomst: Organisatienaam

    static var title: String { "Route naar hulp" }
    static var fields: [String: String] {
        [
            "code": "De code.", "vraagtOverleg": "Of eerst overleg nodig is.",
            "beschikking": "Of de gemeente er een beschikking bij geeft.", "herkomst": "Waar zij vandaan komt.",
        ]
    }
    static var example: RouteStand {
        RouteStand(code: .placeholder, vraagtOverleg: false, beschikking: true, herkomst: .placeholder)
    }
}

struct Zaakverwijzingen: Contract {
    var zaak: UUID
    var kenmerk: Kenmerk
    var overdracht: UUID?
    var verwijzingen: [VerwijzingStand]
    var lopendeHulp: [LopendeHulp]
    var magVragen: Bool
    var hulpsoorten: [HulpsoortStand]
    var routes: [RouteStand]
    var kinderen: [UUID]
    var eerderGedaan: [EerderGedaan]

    static var title: String { "Verwijzingen in een zaak" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak.",
            "overdracht": "Een overdracht van de zaak die uw organisatie ziet.",
            "verwijzingen": "De verwijzingen die uw organisatie ziet; de nieuwste eerst.",
            "lopendeHulp": "De hulp die nu loopt, voor zover u die ziet.",
            "magVragen": "Of uw organisatie hulp kan vragen.",
            "hulpsoorten": "Welke hulp er te vragen is.", "routes": "Langs welke routes uw organisatie kan vragen.",
            "kinderen": "De kinderen van de zaak, voor wie het gezin kent.",
            "eerderGedaan": "Wat in deze zaak al begon, voor wie hulp kan vragen; de oudste eerst.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        ["verwijzingen": 0...1_000, "lopendeHulp": 0...1_000, "hulpsoorten": 0...500, "eerderGedaan": 0...2_000]
    }
    static var example: Zaakverwijzingen {
        Zaakverwijzingen(
            zaak: .placeholder, kenmerk: .placeholder, overdracht: nil, verwijzingen: [.example],
            lopendeHulp: [.example], magVragen: true, hulpsoorten: [.example], routes: [.example],
            kinderen: [.placeholder], eerderGedaan: [.example])
    }
}

extension VerwijzingStand {
    /// - Parameters:
    ///   - oin: the reader, who sees this verwijzing (`Zaaklezer.verwijzing`).
    ///   - regels: what the region's register says of kinds of help and routes.
    init(
        _ verwijzing: Verwijzing, _ termijnen: [BordTermijn], _ regels: Verwijsregels, voor oin: OIN,
        _ zicht: Zicht
    ) throws {
        guard let vraag = verwijzing.vraag else { throw Problem.unexpected }
        let route = vraag.route.flatMap { code in regels.routes.first { $0.code == code } }
        self.init(
            id: verwijzing.id, zaak: verwijzing.zaak, kenmerk: try .van(verwijzing.kenmerk),
            oefening: verwijzing.oefening, urgentie: try .van(verwijzing.urgentie),
            status: try .van(verwijzing.stand.code), sinds: verwijzing.sinds,
            van: try .partij((verwijzing.van.organisatie, verwijzing.van.medewerker), zicht),
            naar: try .van(verwijzing.naar), aanZet: try verwijzing.aanZet.map { try .partij($0, zicht) },
            hulp: try .van(vraag.hulp), hulpnaam: regels.hulpsoort(vraag.hulp).flatMap { Organisatienaam($0.naam) },
            regime: try .van(vraag.regime), richting: try .van(vraag.richting), gekozenOp: try .van(vraag.gekozenOp),
            route: try vraag.route.map { try .van($0) }, routeHerkomst: route.flatMap { KorteTekst($0.herkomst) },
            overlegMet: try vraag.overlegMet.flatMap { zicht.ziet(organisatie: $0) ? try .van($0) : nil },
            aantalKinderen: vraag.kinderen.count, gevraagdOp: verwijzing.gevraagdOp, bezorgdOp: verwijzing.bezorgdOp,
            gezienOp: verwijzing.gezien?.op, uitgesteldTot: nil, reden: nil, alternatief: nil,
            alternatieveOrganisatie: nil, werker: nil, startdatum: nil, gestartOp: nil, wissels: nil, behoefte: nil,
            watMist: nil, overbruggingsafspraak: nil, bericht: nil, termijnen: termijnen, eerderGedaan: nil,
            mogelijk: try verwijzing.mogelijk(voor: oin.text).map { try .van($0) })
        switch verwijzing.stand {
        case .gevraagd: break
        case .uitgesteld(let uitstel):
            uitgesteldTot = try .van(uitstel.nieuweDatum.description)
            reden = try .van(uitstel.reden.rawValue)
        case .aanvaard(let hulp), .gestart(let hulp): try vul(hulp, van: verwijzing.naar, zicht)
        case .geweigerd(let weigering):
            reden = try .van(weigering.reden.rawValue)
            alternatief = try .van(weigering.alternatief)
            alternatieveOrganisatie = try weigering.alternatieveOrganisatie.flatMap {
                zicht.ziet(organisatie: $0) ? try .van($0) : nil
            }
        case .ingetrokken(let waarom): reden = try .van(waarom.rawValue)
        case .beeindigd(let waarom, let hulp):
            reden = try .van(waarom.rawValue)
            try vul(hulp, van: verwijzing.naar, zicht)
        }
    }

    private mutating func vul(_ hulp: Verwijzing.Hulp, van organisatie: String, _ zicht: Zicht) throws {
        werker = try zicht.medewerker(hulp.werker, organisatie)
        startdatum = try .van(hulp.startdatum.description)
        gestartOp = hulp.gestartOp
    }
}
