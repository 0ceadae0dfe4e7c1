import Contracts

/// Who takes part in the chain under test. Everything is invented; the systems sign in as `client`.
public enum Deelnemer: String, CaseIterable, Sendable {
    /// Runs the chain itself.
    case keten = "00000099000000001000"
    case veiligheidsteam = "00000099000000002000"
    case lokaalTeam = "00000099000000003000"
    case gi = "00000099000000004000"
    case zorgaanbieder = "00000099000000005000"
    /// Sends and receives over Kafka.
    case school = "00000099000000006000"
    case politie = "00000099000000007000"
    /// In the register, but no longer active.
    case gestopt = "00000099000000008000"
    /// Merges into another while handovers to it run (O23).
    case opgaand = "00000099000000010000"
    /// Closes without a successor (O17).
    case opgeheven = "00000099000000011000"
    /// The Raad voor de Kinderbescherming.
    case raad = "00000099000000012000"
    case veiligThuis = "00000099000000013000"
    /// The lokaal team of another gemeente.
    case buurteam = "00000099000000014000"
    case tweedeAanbieder = "00000099000000015000"
    /// A veiligheidsteam that is split: who comes in its place in one gemeente, and in all others (O23).
    case gesplitst = "00000099000000016000"
    case splitsZuid = "00000099000000017000"
    case splitsRest = "00000099000000018000"
    /// A lokaal team that merges into another while families move to it (O22).
    case wijkteam = "00000099000000019000"
    /// Has a client and topics, and is not in the register.
    case vreemd = "00000099000000009000"

    public var oin: OIN { OIN(rawValue) ?? .placeholder }
    public var client: String { "systeem-\(self)".lowercased() }
    public var wie: JSON { .string(rawValue) }

    /// A person of this organisation: `mw-gi-werker`.
    public func medewerker(_ rol: String) -> String { "mw-\(self)-\(rol)".lowercased() }

    public var inKafka: String { Topics.in(oin) }
    public var uitKafka: String { Topics.uit(oin) }
}

/// The regions: one with the terms that the services come with, one where every term is a matter of seconds.
public enum Regio {
    public static let gewoon = (code: "regio-a", gemeente: "0202")
    public static let kort = (code: "regio-kort", gemeente: "0221")
    /// Another gemeente of the first region.
    public static let elders = (code: "regio-a", gemeente: "0299")
    /// Of the first region, with a veiligheidsteam of their own.
    public static let zuid = (code: "regio-a", gemeente: "1734")
    public static let noord = (code: "regio-a", gemeente: "1705")
    /// Of the first region, with a lokaal team that merges.
    public static let oost = (code: "regio-a", gemeente: "1740")
}

extension Chain.Setup {
    public static let test = Chain.Setup(
        register: Deelnemers.register, identities: Deelnemers.identities, organisations: Deelnemer.allCases.map(\.oin),
        serviceClient: "keten-dienst")
}

private enum Deelnemers {
    static let register = """
        versie: 1
        regios:
          - code: \(Regio.gewoon.code)
            naam: Regio A
            routering:
              - {gemeente: "\(Regio.gewoon.gemeente)", organisatie: "\(Deelnemer.veiligheidsteam.rawValue)"}
              - {gemeente: "\(Regio.elders.gemeente)", organisatie: "\(Deelnemer.veiligheidsteam.rawValue)"}
              - {gemeente: "\(Regio.oost.gemeente)", organisatie: "\(Deelnemer.veiligheidsteam.rawValue)"}
              - {gemeente: "\(Regio.zuid.gemeente)", organisatie: "\(Deelnemer.gesplitst.rawValue)"}
              - {gemeente: "\(Regio.noord.gemeente)", organisatie: "\(Deelnemer.gesplitst.rawValue)"}
            aanspreekpunt: \(aanspreekpunt)
            beslissers:
              - \(beslisser(.veiligheidsteam, .gi))
              - \(beslisser(.gi, .lokaalTeam))
              - \(beslisser(.gi, .zorgaanbieder))
            # Tests run at any hour: spoed goes as outside office hours, but for who says otherwise (O5).
            kantooruren: {van: "00:00", tot: "00:00"}
            termijnen: {}
          - code: \(Regio.kort.code)
            naam: Regio met korte termijnen
            routering: [{gemeente: "\(Regio.kort.gemeente)", organisatie: "\(Deelnemer.veiligheidsteam.rawValue)"}]
            aanspreekpunt: \(aanspreekpunt)
            beslissers: []
            kastjeNaarDeMuur: 2
            termijnen:
              overdracht-beantwoorden: {regulier: PT4S}
              wachtlijstbericht: {regulier: PT3S}
              taak-bevestigen: {regulier: PT3S}
              correctie-bevestigen: {regulier: PT6S}
              afspraak-uren: {regulier: PT4S}
        organisaties:

        """ + Deelnemer.allCases.filter { $0 != .vreemd }.map(organisatie).joined()

    /// O12, O13: of neither, with both mandates; the other pairs have none.
    private static func beslisser(_ een: Deelnemer, _ ander: Deelnemer) -> String {
        """
        {tussen: ["\(een.rawValue)", "\(ander.rawValue)"], organisatie: "\(Deelnemer.keten.rawValue)", \
        medewerker: \(Deelnemer.keten.medewerker("werker"))}
        """
    }

    private static let aanspreekpunt =
        "{organisatie: \"\(Deelnemer.keten.rawValue)\", medewerker: \(Deelnemer.keten.medewerker("leider"))}"

    private static func organisatie(_ deelnemer: Deelnemer) -> String {
        func persoon(_ rol: String, _ code: String, vervanger: String? = nil) -> String {
            let mandaten =
                switch (deelnemer, rol) {
                case (.keten, "werker"): "regiegeschil, geschil"
                // O3: here the lead accepts, and nobody else.
                case (.raad, "leider"): "aanvaarden"
                default: ""
                }
            let meer = vervanger.map { ", vervanger: \(deelnemer.medewerker($0))" } ?? ""
            return """
                      - {id: \(deelnemer.medewerker(rol)), rollen: [\(code)], team: team-een, mandaten: [\(mandaten)]\(meer)}

                """
        }
        let gemeenten =
            switch deelnemer {
            case .lokaalTeam: "[\"\(Regio.gewoon.gemeente)\", \"\(Regio.kort.gemeente)\"]"
            case .buurteam: "[\"\(Regio.elders.gemeente)\"]"
            case .wijkteam: "[\"\(Regio.oost.gemeente)\"]"
            default: "[]"
            }
        let leider = deelnemer.medewerker("leider")
        return """
              - oin: "\(deelnemer.rawValue)"
                naam: Organisatie \(deelnemer)
                soort: \(soort(deelnemer))
                regio: \(Regio.gewoon.code)
                gemeenten: \(gemeenten)
                teams: [{id: team-een, naam: Team een, teamleider: \(leider), planners: [\(deelnemer.medewerker("planner"))]}]
                kanalen: [\(kanalen(deelnemer))]
                actief: \(deelnemer != .gestopt)
            \(deelnemer == .raad ? "    kantooruren: {van: \"00:00\", tot: \"24:00\", iedereDag: true}\n" : "")\
                medewerkers:

            """ + persoon("leider", "teamleider") + persoon("planner", "planner", vervanger: "vervanger")
                + persoon("vervanger", "planner") + persoon("werker", "werker") + persoon("werker2", "werker")
                + persoon("wacht", "bereikbaarheidsdienst")
    }

    private static func kanalen(_ deelnemer: Deelnemer) -> String {
        switch deelnemer {
        case .school, .gi: "kafka"
        // Without a mail server only the other.
        case .lokaalTeam: "e-mail, sse"
        case .politie: "sse, e-mail"
        default: "sse"
        }
    }

    private static func soort(_ deelnemer: Deelnemer) -> String {
        switch deelnemer {
        case .keten, .gestopt, .vreemd: "anders"
        case .veiligheidsteam, .gesplitst, .splitsZuid, .splitsRest: "rvt"
        case .lokaalTeam, .buurteam, .wijkteam: "lokaal-team"
        case .gi, .opgaand: "gi"
        case .zorgaanbieder, .tweedeAanbieder, .opgeheven: "zorgaanbieder"
        case .veiligThuis: "veilig-thuis"
        case .school: "melder-school"
        case .politie: "politie"
        case .raad: "rvdk"
        }
    }

    private static let scopes = """
        [meldingen:schrijven, meldingen:lezen, inhoud:schrijven, casussen:lezen, casussen:schrijven, overdrachten:lezen, \
        overdrachten:schrijven, dossier:lezen, dossier:schrijven, taken:lezen, taken:schrijven]
        """

    static let identities =
        "clients:\n"
        + Deelnemer.allCases.map {
            "  - {id: \($0.client), secret: \(Chain.secret), oin: \"\($0.rawValue)\", scopes: \(scopes)}\n"
        }.joined()
            + """
              - {id: alleen-lezen, secret: \(Chain.secret), oin: "\(Deelnemer.school.rawValue)", scopes: [meldingen:lezen]}
              - {id: keten-dienst, secret: \(Chain.secret), oin: "\(Deelnemer.keten.rawValue)", scopes: [gebeurtenissen:lezen]}
              - {id: keten-beheer, secret: \(Chain.secret), oin: "\(Deelnemer.keten.rawValue)", scopes: [beheer]}
            applications: []
            professionals: []

            """
}
