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

extension Overdracht {
    /// The terms that run in this state, each with its row.
    func metRegels(_ regels: [TermView]) -> [(termijn: LopendeTermijn, regel: TermView)] {
        lopendeTermijnen.compactMap { termijn in
            regels.running(termijn.soort, since: termijn.sinds).map { (termijn, $0) }
        }
    }
}
