/// Under which law the help falls (V1).
public enum Regime: String, Codable, Sendable, CaseIterable {
    case jeugdwet, wmo, wlz, zvw
}

/// Whether the help asked for is heavier, lighter, or other than what there was (V1, O10).
public enum Richting: String, Codable, Sendable, CaseIterable {
    case opschalen, afschalen, opzij
}

/// Whether the help was chosen because it fits or because it was there (V1).
public enum Keuzegrond: String, Codable, Sendable, CaseIterable {
    case passend, beschikbaar
}

/// Why help ended (V3).
public enum Hulpeinde: String, Codable, Sendable, CaseIterable {
    case doelBereikt = "doel-bereikt"
    case gezinStopt = "gezin-stopt"
    case gezinUitBeeld = "gezin-uit-beeld"
    case verhuizing
    case hulpPastNiet = "hulp-past-niet"
    case kanNietVerder = "kan-niet-verder"
    /// R13: who asked for new help chose to stop this; only that choice gives these.
    case nieuweHulpVervangt = "nieuwe-hulp-vervangt"
    case teVeelHulp = "te-veel-hulp"
    case gezinVraagtStop = "gezin-vraagt-stop"

    /// What the one who gives the help can say.
    public static let vanHulp: [Hulpeinde] = allCases.filter { !vanVrager.contains($0) }
    /// What the one who asks for new help can say of help that runs.
    public static let vanVrager: [Hulpeinde] = [.nieuweHulpVervangt, .teVeelHulp, .gezinVraagtStop]
}

/// A way to help that is not freely accessible: who may take it, and what it asks (V2).
public struct Verwijsroute: Codable, Equatable, Sendable {
    public var code: String
    /// Kinds of organisation in the register; empty is any.
    public var soorten: Set<String>
    /// What the person must be allowed, where the kind of organisation does not say enough.
    public var mandaat: String?
    /// Empty is any.
    public var regimes: Set<Regime>
    /// Only after consultation with another organisation, which must be named.
    public var vraagtOverleg: Bool
    /// Whether a decision of the gemeente comes with it.
    public var beschikking: Bool
    public var herkomst: String

    public init(
        code: String, soorten: Set<String>, mandaat: String? = nil, regimes: Set<Regime>, vraagtOverleg: Bool = false,
        beschikking: Bool = false, herkomst: String
    ) {
        self.code = code
        self.soorten = soorten
        self.mandaat = mandaat
        self.regimes = regimes
        self.vraagtOverleg = vraagtOverleg
        self.beschikking = beschikking
        self.herkomst = herkomst
    }
}

/// A kind of help that can be asked for (V1).
public struct Hulpsoort: Codable, Equatable, Sendable {
    public var code: String
    public var naam: String
    /// As the declaration standard iJw calls it, where the region says so.
    public var ijw: String?
    /// Needs no route (V2).
    public var vrijToegankelijk: Bool

    public init(code: String, naam: String, ijw: String? = nil, vrijToegankelijk: Bool = false) {
        self.code = code
        self.naam = naam
        self.ijw = ijw
        self.vrijToegankelijk = vrijToegankelijk
    }
}

/// What a region lets be asked, and along which routes: configuration, with these as the chain's own.
public struct Verwijsregels: Equatable, Sendable {
    public var routes: [Verwijsroute]
    public var hulpsoorten: [Hulpsoort]

    public init(routes: [Verwijsroute] = Self.keten.routes, hulpsoorten: [Hulpsoort] = Self.keten.hulpsoorten) {
        self.routes = routes
        self.hulpsoorten = hulpsoorten
    }

    public func hulpsoort(_ code: String) -> Hulpsoort? { hulpsoorten.first { $0.code == code } }

    /// The routes that an asker has, whatever it asks.
    public func routes(soort: String, mandaten: Set<String>) -> [Verwijsroute] {
        routes.filter { route in
            (route.soorten.isEmpty || route.soorten.contains(soort)) && (route.mandaat.map(mandaten.contains) ?? true)
        }
    }

    public static let keten = Verwijsregels(
        routes: [
            Verwijsroute(
                code: "gemeente", soorten: ["gemeente", "lokaal-team"], regimes: [.jeugdwet, .wmo], beschikking: true,
                herkomst: "Jeugdwet en Wmo, de gemeente besluit"),
            Verwijsroute(
                code: "huisarts", soorten: ["huisarts"], regimes: [.jeugdwet, .zvw],
                herkomst: "Jeugdwet, verwijzing door een arts"),
            Verwijsroute(
                code: "medisch-specialist", soorten: [], mandaat: "medisch-specialist", regimes: [.jeugdwet, .zvw],
                herkomst: "Jeugdwet, verwijzing door een arts"),
            Verwijsroute(
                code: "jeugdarts", soorten: ["ggd"], regimes: [.jeugdwet],
                herkomst: "Jeugdwet, verwijzing door een arts"),
            Verwijsroute(
                code: "bepaling-jeugdhulp", soorten: ["gi"], regimes: [.jeugdwet], vraagtOverleg: true,
                herkomst: "Jeugdwet 3.5 en 2.4, na overleg en zonder beschikking"),
            Verwijsroute(
                code: "rechter", soorten: ["gi", "rvdk"], regimes: [.jeugdwet], herkomst: "besluit van de rechter"),
            Verwijsroute(
                code: "indicatie", soorten: [], regimes: [.wlz, .zvw], herkomst: "afspraak van de keten (V2)"),
        ],
        hulpsoorten: [
            Hulpsoort(code: "opvoedondersteuning", naam: "Opvoedondersteuning", vrijToegankelijk: true),
            Hulpsoort(code: "jongerenwerk", naam: "Jongerenwerk", vrijToegankelijk: true),
            Hulpsoort(code: "ambulante-jeugdhulp", naam: "Ambulante jeugdhulp"),
            Hulpsoort(code: "jeugd-ggz", naam: "Jeugd-ggz"),
            Hulpsoort(code: "gezinsbegeleiding", naam: "Gezinsbegeleiding"),
            Hulpsoort(code: "dagbehandeling", naam: "Dagbehandeling"),
            Hulpsoort(code: "pleegzorg", naam: "Pleegzorg"),
            Hulpsoort(code: "gezinshuis", naam: "Gezinshuis"),
            Hulpsoort(code: "opname", naam: "Opname voor behandeling"),
            Hulpsoort(code: "crisishulp", naam: "Crisishulp"),
            Hulpsoort(code: "begeleid-wonen", naam: "Begeleid wonen"),
            Hulpsoort(code: "hulp-bij-geweld", naam: "Hulp bij huiselijk geweld"),
        ])
}

extension Verwijsregels {
    /// V2: held against who asks.
    func eis(_ vraag: Verwijsvraag) throws(Weigering) {
        guard let hulp = hulpsoort(vraag.hulp) else {
            throw .verwijzing("hulpsoort-onbekend", "Deze soort hulp staat niet in het register van de regio.")
        }
        guard !hulp.vrijToegankelijk else {
            guard vraag.route == nil else {
                throw .verwijzing("route-niet-nodig", "Deze hulp is vrij toegankelijk: laat de route leeg.")
            }
            return
        }
        guard let code = vraag.route else {
            throw .verwijzing("route-nodig", "Noem langs welke route u deze hulp vraagt.")
        }
        guard let route = routes.first(where: { $0.code == code }) else {
            throw .verwijzing("route-onbekend", "Deze route staat niet in het register van de regio.")
        }
        guard route.soorten.isEmpty || route.soorten.contains(vraag.soortVrager) else {
            throw .verwijzing("route-niet-van-u", "Deze route is niet van uw soort organisatie.")
        }
        guard route.mandaat.map(vraag.mandaten.contains) ?? true else {
            throw .verwijzing("route-zonder-mandaat", "Voor deze route mist u het mandaat in het register.")
        }
        guard route.regimes.isEmpty || route.regimes.contains(vraag.regime) else {
            throw .verwijzing("route-ander-regime", "Langs deze route vraagt u geen hulp uit deze wet.")
        }
        guard route.vraagtOverleg == (vraag.overlegMet != nil) else {
            throw .verwijzing(
                "overleg-nodig",
                route.vraagtOverleg
                    ? "Noem met welke organisatie u overlegde." : "Bij deze route hoort geen overleg: laat het leeg.")
        }
    }
}
