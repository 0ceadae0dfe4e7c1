/// A region: where meldingen go, whom an escalation reaches in the end, who decides disputes, and its terms.
public struct RegioVastgelegd: EventData {
    public var regio: Codewoord
    public var versie: Int
    /// The region's named person: escalations at 150 % (O5) and the kastje-naar-de-muur signal (O6).
    public var aanspreekpunt: Persoon
    public var routering: [Route]
    public var beslissers: [Beslisser]
    /// Lengths that differ from the defaults.
    public var termijnen: [Termijnlengte]

    public static let eventType = RegisterEvents.type("regio-vastgelegd")
    public static var title: String { "Regio vastgelegd" }
    public static var fields: [String: String] {
        [
            "regio": "Code van de regio.",
            "versie": "Versie van het register; de hoogste geldt.",
            "aanspreekpunt": "Bij wie een escalatie in de regio uitkomt.",
            "routering": "Wie een melding oppakt, per gemeente en soort.",
            "beslissers": "Wie bij een geschil beslist, per tweetal organisaties.",
            "termijnen": "Termijnen die afwijken van de standaard.",
        ]
    }
    public static var lists: [String: ClosedRange<Int>] { ["routering": 0...2_000, "beslissers": 0...1_000] }
    public static var example: RegioVastgelegd {
        RegioVastgelegd(
            regio: .placeholder, versie: 1, aanspreekpunt: .example, routering: [.example], beslissers: [.example],
            termijnen: [.example])
    }
}

/// Who deals with a kind of melding in a gemeente; without a kind: all other kinds.
public struct Route: Contract {
    public var gemeente: Gemeentecode
    public var soort: Codewoord?
    public var behandelaar: OIN

    public static var title: String { "Route van een melding" }
    public static var strictness: Strictness { .tolerant }
    public static var fields: [String: String] {
        ["gemeente": "De gemeente.", "soort": "Soort melding; zonder: alle andere.", "behandelaar": "Wie de melding oppakt."]
    }
    public static var example: Route { Route(gemeente: .placeholder, soort: nil, behandelaar: .placeholder) }
}

/// Who decides between two organisations; belongs to neither (O13).
public struct Beslisser: Contract {
    public var tussen: [OIN]
    public var persoon: Persoon

    public static var title: String { "Beslisser bij een geschil" }
    public static var strictness: Strictness { .tolerant }
    public static var fields: [String: String] { ["tussen": "De twee organisaties.", "persoon": "Wie beslist."] }
    public static var lists: [String: ClosedRange<Int>] { ["tussen": 2...2] }
    public static var example: Beslisser { Beslisser(tussen: [.placeholder, .placeholder], persoon: .example) }

    public func check() -> [Violation] {
        tussen.contains(persoon.organisatie)
            ? [Violation(pointer: "/persoon/organisatie", code: Violation.Codes.value, detail: "De beslisser hoort bij geen van beide organisaties.")]
            : []
    }
}

/// How long a kind of term is in this region. Days are working days; hours, minutes and seconds are clock time.
public struct Termijnlengte: Contract {
    public var soort: Codewoord
    public var regulier: Duur
    public var spoed: Duur?

    public static var title: String { "Lengte van een termijn" }
    public static var strictness: Strictness { .tolerant }
    public static var fields: [String: String] {
        ["soort": "De termijn.", "regulier": "Gewone lengte.", "spoed": "Lengte bij spoed; zonder: de gewone."]
    }
    public static var example: Termijnlengte { Termijnlengte(soort: .placeholder, regulier: .placeholder, spoed: nil) }
}
