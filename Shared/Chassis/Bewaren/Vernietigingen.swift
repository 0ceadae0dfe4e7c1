import Contracts
import Foundation
import Web

extension Context {
    /// P4: when content of something was destroyed, by whose term and on which ground; oldest first. For its timeline.
    public func vernietigingen(
        van onderwerp: UUID
    ) async throws -> [(op: Date, organisatie: OIN?, grond: RegisterEvents.Bewaargrond?)] {
        try await pool.query(
            """
            select min(destroyed_at), organisation, ground from content_destruction where subject = \(onderwerp)
            group by date_trunc('second', destroyed_at), organisation, ground order by 1
            """
        ).map { row in
            let (op, organisatie, grond) = try row.decode(Date.self, String.self, String.self)
            return (op, OIN(organisatie), RegisterEvents.Bewaargrond(rawValue: grond))
        }
    }

    /// The same as steps of its zaak's timeline.
    public func vernietigstappen(van onderwerp: UUID, _ kenmerk: Kenmerk?, bron: Codewoord) async throws
        -> [Tijdlijnstap]
    {
        try await vernietigingen(van: onderwerp).compactMap { op, organisatie, grond in
            Codewoord("inhoud-vernietigd").map {
                Tijdlijnstap(
                    tijdstip: op, bron: bron, onderwerp: onderwerp, kenmerk: kenmerk, gebeurtenis: $0,
                    betreft: organisatie, soort: grond.flatMap { Codewoord($0.rawValue) })
            }
        }
    }
}

/// P4: what a page says instead of what was destroyed: plainly that it was, when, how long it was kept and why so long.
public enum Vernietigd {
    /// - Parameter json: the `vernietigd` of an answer.
    public static func uitleg(_ json: JSON?) -> [PageValue] {
        let delen = (json?.array ?? []).map { deel in
            Deel(
                dag: deel["vernietigdOp"]?.tijdstip.map { Tijd.moment($0) } ?? "",
                termijn: deel["termijn"]?.string.flatMap { Duur($0) }.map(duur),
                grond: deel["grond"]?.string.flatMap { RegisterEvents.Bewaargrond(rawValue: $0) }.map(grond))
        }
        return Dictionary(grouping: delen, by: { $0 }).sorted { $0.key.dag < $1.key.dag }.map { deel, alle in
            let hoeveel = alle.count == 1 ? "Eén tekst is" : "\(alle.count) teksten zijn"
            let termijn = deel.termijn.map { " De bewaartermijn was \($0)" } ?? ""
            let grond = deel.grond.map { " (\($0))" } ?? ""
            return .group([
                "zin": .text(
                    "\(hoeveel) vernietigd op \(deel.dag).\(termijn)\(grond)\(termijn.isEmpty ? "" : ".")"
                        + " Niemand kan dit nog lezen. Wat er gebeurde staat nog in de tijdlijn.")
            ])
        }
    }

    /// What stands in the place of what is gone, by its id.
    public static func teksten(_ json: JSON?) -> [String: String] {
        Dictionary(
            (json?.array ?? []).map { deel -> (String, String) in
                let dag = deel["vernietigdOp"]?.tijdstip.map { Tijd.moment($0) } ?? ""
                return (deel["id"]?.string ?? "", "Tekst vernietigd op \(dag).")
            }, uniquingKeysWith: { $1 })
    }

    private struct Deel: Hashable {
        let dag: String
        let termijn: String?
        let grond: String?
    }

    static func duur(_ duur: Duur) -> String {
        let (een, meer) =
            switch duur.unit {
            case .jaren: ("jaar", "jaar")
            case .weken: ("week", "weken")
            case .dagen: ("dag", "dagen")
            case .uren: ("uur", "uur")
            case .minuten: ("minuut", "minuten")
            case .seconden: ("seconde", "seconden")
            }
        return "\(duur.count) \(duur.count == 1 ? een : meer)"
    }

    static func grond(_ grond: RegisterEvents.Bewaargrond) -> String {
        switch grond {
        case .jeugdwet: "volgens de organisatie: de Jeugdwet"
        case .wmo: "volgens de organisatie: de Wmo"
        case .wgbo: "volgens de organisatie: de Wgbo"
        case .archiefwet: "volgens de organisatie: de Archiefwet"
        case .avg: "volgens de organisatie: de AVG"
        case .eigenBeleid: "eigen beleid van de organisatie"
        case .afspraakKeten: "afspraak van de keten"
        }
    }
}
