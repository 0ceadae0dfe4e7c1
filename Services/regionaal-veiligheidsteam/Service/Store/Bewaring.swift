import Chassis
import Postgres
import Register

extension Bewaarbron {
    /// A closed casus: it cannot close while somebody has to move in one of its handovers. A measure that runs
    /// on keeps it.
    static let casus = Bewaarbron(
        .casus, .jaren(20),
        geeindigd: """
            select c.id as onderwerp, c.id as zaak, (c.state -> 'fase' -> 'gesloten' ->> 'op')::timestamptz as geeindigd_op,
                array[
                    case when exists (
                        select from aggregate a join term t on t.aggregate = a.id
                        where a.zaak = c.id and t.cancelled_at is null
                    ) then 'termijn-loopt' end
                ] as houdt_tegen, array[c.id] as dossiers
            from aggregate c where c.kind = 'casus' and jsonb_exists(c.state -> 'fase', 'gesloten')
            """)
}
