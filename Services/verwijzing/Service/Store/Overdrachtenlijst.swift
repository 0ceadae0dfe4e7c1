import Contracts
import Foundation
import Messaging
import Postgres
import VerwijzingDomain

/// Filters of lists, as SQL over the state row; the indexes of the migration serve them.
enum Overdrachtfilter {
    /// Of one organisation, as offerer, as receiver, or both.
    static func partij(_ oin: OIN, _ kant: Kant?) -> SQL {
        switch kant {
        case .aanbieder: "state -> 'van' ->> 'organisatie' = \(oin.text)"
        case .ontvanger: "state ->> 'naar' = \(oin.text)"
        case nil: "(state -> 'van' ->> 'organisatie' = \(oin.text) or state ->> 'naar' = \(oin.text))"
        }
    }

    static func status(_ codes: [String]) -> SQL { "jsonb_exists_any(state -> 'status', \(codes.map(sleutel)))" }

    static let lopend = status(["aangeboden", "uitgesteld", "geaccepteerd", "overgedragen", "gestart", "teruggegeven"])

    /// The state row names a status as the enum's case: `teruggave-aanvaard` is `teruggaveAanvaard` there.
    private static func sleutel(_ code: String) -> String {
        let delen = code.split(separator: "-").map(String.init)
        return (delen.first ?? "") + delen.dropFirst().map(\.capitalized).joined()
    }
}

/// A term as its row has it: what the state says that runs, with its instants.
struct Termijnregel: Sendable {
    let soort: String
    let sinds: Date
    let verloopt: Date
    /// The stage in percent that went off last; 0 where none did.
    let stadium: Int
}

struct Termijnlezer: Sendable {
    let pool: PostgresPool

    /// The terms of these aggregates that were not cancelled.
    func termijnen(_ ids: [UUID]) async throws -> [UUID: [Termijnregel]] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await pool.query(
            """
            select aggregate, kind, since, due_at, coalesce(stages[stage], 0)::int
            from term where aggregate = any(\(ids)) and cancelled_at is null order by due_at
            """)
        var gevonden: [UUID: [Termijnregel]] = [:]
        for row in rows {
            let (id, soort, sinds, verloopt, stadium) = try row.decode(
                UUID.self, String.self, Date.self, Date.self, Int32.self)
            gevonden[id, default: []].append(
                Termijnregel(soort: soort, sinds: sinds, verloopt: verloopt, stadium: Int(stadium)))
        }
        return gevonden
    }
}

extension Overdracht {
    /// The terms that run in this state, each with its row; a row of an earlier running is left out.
    func metRegels(_ regels: [Termijnregel]) -> [(termijn: LopendeTermijn, regel: Termijnregel)] {
        lopendeTermijnen.compactMap { termijn in
            regels.last { $0.soort == termijn.soort && abs($0.sinds.timeIntervalSince(termijn.sinds)) < 0.001 }
                .map { (termijn, $0) }
        }
    }
}
