import Contracts
import Foundation

public typealias OrganisatieVastgelegd = RegisterEvents.OrganisatieVastgelegd
public typealias RegioVastgelegd = RegisterEvents.RegioVastgelegd
public typealias OefeningVastgelegd = RegisterEvents.OefeningVastgelegd
public typealias AansluitingVastgelegd = RegisterEvents.AansluitingVastgelegd

/// Who takes part in the chain at one moment: organisations, teams, people, routes, deciders (DOMAIN.md §2).
public struct RegisterSnapshot: Sendable {
    private let organisations: [OIN: OrganisatieVastgelegd]
    private let regions: [Codewoord: RegioVastgelegd]
    private let regionByGemeente: [Gemeentecode: Codewoord]
    private let connections: [OIN: AansluitingVastgelegd]
    /// Another one where anything of the register changed.
    public let merk: String
    /// All that were ever held (C3).
    public let exercises: [OefeningVastgelegd]

    public init(
        organisations: [OrganisatieVastgelegd] = [], regions: [RegioVastgelegd] = [],
        connections: [AansluitingVastgelegd] = [], exercises: [OefeningVastgelegd] = [],
        merk: String = ""
    ) {
        self.merk = merk
        self.exercises = exercises.sorted { $0.oefening.uuidString < $1.oefening.uuidString }
        self.connections = Dictionary(connections.map { ($0.oin, $0) }, uniquingKeysWith: { $1 })
        self.organisations = Dictionary(organisations.map { ($0.oin, $0) }, uniquingKeysWith: { $1 })
        self.regions = Dictionary(regions.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        regionByGemeente = Dictionary(
            regions.flatMap { region in region.routering.map { ($0.gemeente, region.code) } },
            uniquingKeysWith: { a, _ in a })
    }

    public func organisation(_ oin: OIN) -> OrganisatieVastgelegd? { organisations[oin] }
    public func region(_ code: Codewoord) -> RegioVastgelegd? { regions[code] }
    public func region(of gemeente: Gemeentecode) -> RegioVastgelegd? {
        regionByGemeente[gemeente].flatMap { regions[$0] }
    }
    /// Where the chain works, in the order of their codes.
    public var gemeenten: [Gemeentecode] { regionByGemeente.keys.sorted { $0.text < $1.text } }
    /// For what names no gemeente: somebody must deal with it.
    public var firstRegion: RegioVastgelegd? { regions.values.min { $0.code.text < $1.code.text } }
    /// Regions whose named person works at an organisation (O5).
    public func regions(withContactAt oin: OIN) -> [Codewoord] {
        regions.values.filter { $0.aanspreekpunt.organisatie == oin }.map(\.code).sorted { $0.text < $1.text }
    }
    public var activeOrganisations: [OrganisatieVastgelegd] { organisations.values.filter { $0.doetMee() } }
    /// Those that stopped: what they had is others' from that day on (O17, O23).
    public func gestopt(op now: Date = Date()) -> [OrganisatieVastgelegd] {
        organisations.values.filter { !$0.doetMee(op: now) }.sorted { $0.oin.text < $1.oin.text }
    }
    /// Those that stopped, or said that they will (V7).
    public func stoppend(op now: Date = Date()) -> [OrganisatieVastgelegd] {
        organisations.values.filter { $0.stoptOp != nil || !$0.actief }.sorted { $0.oin.text < $1.oin.text }
    }

    /// Who is in the place of an organisation that stopped, in a gemeente: its successor, or that one's, as far as there
    /// is one that takes part; itself while it does. Nil where nobody is.
    public func opvolger(_ oin: OIN, gemeente: Gemeentecode? = nil, op now: Date = Date()) -> OrganisatieVastgelegd? {
        var gezien: Set<OIN> = []
        var huidig = organisations[oin]
        while let organisatie = huidig, gezien.insert(organisatie.oin).inserted {
            if organisatie.doetMee(op: now) { return organisatie }
            let perGemeente = gemeente.flatMap { gemeente in
                organisatie.opvolgers?.first { $0.gemeente == gemeente }?.organisatie
            }
            huidig = (perGemeente ?? organisatie.opvolger).flatMap { organisations[$0] }
        }
        return nil
    }
    public var isEmpty: Bool { organisations.isEmpty }

    /// Whether and since when an organisation is cut off (C1); nil while it is connected.
    public func afsluiting(_ oin: OIN) -> AansluitingVastgelegd? {
        connections[oin].flatMap { $0.afgesloten ? $0 : nil }
    }
    /// What was last laid down about an organisation's connection.
    public func aansluiting(_ oin: OIN) -> AansluitingVastgelegd? { connections[oin] }
    /// What waits in the outboxes: topics of organisations that are cut off.
    public var heldTopics: [String] { connections.values.filter(\.afgesloten).map { Topics.uit($0.oin) }.sorted() }
    /// Whether an organisation takes part in an exercise that runs: an exercise reaches no other (C3).
    public func oefent(_ oin: OIN) -> Bool {
        exercises.contains { $0.afgeslotenOp == nil && $0.deelnemers.contains(oin) }
    }

    /// What is wrong with addressing an organisation in an exercise; nil where it takes part, or it is no exercise.
    public func deelnamefout(_ oin: OIN, oefening: Bool, _ pointer: String) -> Violation? {
        guard oefening, !oefent(oin) else { return nil }
        return Violation(
            pointer: pointer, code: "oefent-niet-mee",
            detail: "Deze organisatie doet nu niet mee aan een oefening; een oefening bereikt niemand anders.")
    }

    /// In order of OIN.
    public func organisations(after: OIN?, limit: Int) -> [OrganisatieVastgelegd] {
        Array(
            organisations.values.filter { organisation in after.map { organisation.oin.text > $0.text } ?? true }
                .sorted { $0.oin.text < $1.oin.text }.prefix(limit))
    }

    /// Who deals with a kind of melding in a gemeente: its own route, else the gemeente's general one (M1, M11).
    public func behandelaar(gemeente: Gemeentecode, soort: String) -> OIN? {
        let routes = region(of: gemeente)?.routering.filter { $0.gemeente == gemeente } ?? []
        let route = routes.first { $0.meldingSoort?.rawValue == soort } ?? routes.first { $0.meldingSoort == nil }
        // A route that still names who stopped leads to who came in its place (O23).
        return route.map { opvolger($0.organisatie, gemeente: gemeente)?.oin ?? $0.organisatie }
    }

    /// The lokaal team of a gemeente (M7).
    public func lokaalTeam(of gemeente: Gemeentecode) -> OrganisatieVastgelegd? {
        activeOrganisations.filter { $0.soort == .lokaalTeam && $0.gemeenten.contains(gemeente) }.min {
            $0.oin.text < $1.oin.text
        }
    }

    /// A person, if this organisation has them now.
    public func person(_ organisation: OIN, _ id: MedewerkerId) -> RegisterEvents.Medewerker? {
        organisations[organisation]?.medewerkers.first { $0.id == id }
    }
}

extension OrganisatieVastgelegd {
    /// Whether it takes part on this day, in the Netherlands.
    public func doetMee(op now: Date = Date()) -> Bool {
        actief && (stoptOp.map { Werkkalender.dag(now) < $0 } ?? true)
    }

    /// A person who works here now.
    public func medewerker(_ id: String) -> RegisterEvents.Medewerker? { medewerkers.first { $0.id.text == id } }

    public func withRole(_ rol: RegisterEvents.Rol) -> [RegisterEvents.Medewerker] {
        medewerkers.filter { $0.rollen.contains(rol) }
    }

    /// The lead of a person's team, or of the first team.
    public func teamleider(of person: MedewerkerId?) -> MedewerkerId? {
        let team = person.flatMap { id in medewerkers.first { $0.id == id }?.team }
        return (teams.first { $0.id == team } ?? teams.first)?.teamleider
    }
}
