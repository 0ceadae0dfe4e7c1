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
        case nil: "(\(partij(oin, .aanbieder)) or \(partij(oin, .ontvanger)))"
        }
    }

    /// The sides apart, each with its index.
    static func partijen(_ oin: OIN, _ kant: Kant?) -> [SQL] {
        (kant.map { [$0] } ?? [.aanbieder, .ontvanger]).map { partij(oin, $0) }
    }

    static func status(_ codes: [String]) -> SQL { "jsonb_exists_any(state -> 'status', \(codes.map(sleutel)))" }

    /// To the letter what `overdracht_lopend_van` and `overdracht_lopend_naar` ask, or they are of no use.
    static let lopend: SQL = """
        jsonb_exists_any(state -> 'status', array['aangeboden', 'uitgesteld', 'geaccepteerd', 'overgedragen', 'gestart',
            'teruggegeven'])
        """

    /// The state row names a status as the enum's case: `teruggave-aanvaard` is `teruggaveAanvaard` there.
    private static func sleutel(_ code: String) -> String {
        let delen = code.split(separator: "-").map(String.init)
        return (delen.first ?? "") + delen.dropFirst().map(\.capitalized).joined()
    }
}

enum Verwijzingfilter {
    /// To the letter what `verwijzing_lopend_van` and `verwijzing_lopend_naar` ask, or they are of no use.
    static let lopend: SQL =
        "jsonb_exists_any(state -> 'stand', array['gevraagd', 'uitgesteld', 'aanvaard', 'gestart'])"
}

extension Overdracht {
    /// The terms that run in this state, each with its row.
    func metRegels(_ regels: [TermView]) -> [(termijn: LopendeTermijn, regel: TermView)] {
        lopendeTermijnen.compactMap { termijn in
            regels.running(termijn.soort, since: termijn.sinds).map { (termijn, $0) }
        }
    }
}
