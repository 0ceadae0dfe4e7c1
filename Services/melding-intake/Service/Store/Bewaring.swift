import Chassis
import Contracts
import Foundation
import MeldingDomain
import Messaging
import Postgres
import Register

/// That the casus of a zaak was closed: until then its meldingen are needed there (P4). The row has the zaak's id.
struct Casussluiting: Projection, Equatable {
    let regio: String
    let op: Date

    static var kind: String { "casussluiting" }
    var regionCode: String { regio }
}

/// What is kept of a melding has an end once the casus that it came to is closed.
struct CasusGeslotenHandler: MessageHandler {
    func needs(_ message: Message<CasussenEvents.CasusGesloten>) -> [AggregateRef] {
        [AggregateRef(projection: Casussluiting.self, message.data.zaak)]
    }

    func decide(_ message: Message<CasussenEvents.CasusGesloten>, in scope: inout Scope) throws {
        let data = message.data
        try scope.put(Casussluiting(regio: data.regio.text, op: data.tijdstip), data.zaak)
    }
}

extension Bewaarbron {
    /// A melding that was dealt with in a casus, from the moment on which that is closed, too.
    static let melding = Bewaarbron(
        .melding, .jaren(20),
        geeindigd: """
            select m.id as onderwerp, m.zaak,
                greatest((m.state -> 'fase' -> 'afgehandeld' ->> 'op')::timestamptz, (c.state ->> 'op')::timestamptz)
                    as geeindigd_op,
                array[]::text[] as houdt_tegen, \(dossiers) as dossiers
            from aggregate m join aggregate c on c.id = m.zaak and c.kind = 'casussluiting'
            where m.kind = 'melding' and jsonb_exists(m.state -> 'fase', 'afgehandeld')
            """)

    /// A melding that came to no casus.
    static let meldingZonderZaak = Bewaarbron(
        .meldingZonderZaak, .jaren(5),
        geeindigd: """
            select m.id as onderwerp, m.zaak, (m.state -> 'fase' -> 'afgehandeld' ->> 'op')::timestamptz as geeindigd_op,
                array[]::text[] as houdt_tegen, \(dossiers) as dossiers
            from aggregate m
            where m.kind = 'melding' and jsonb_exists(m.state -> 'fase', 'afgehandeld') and m.zaak is null
            """)

    /// Content that was brought beforehand for a message that never came.
    static let ongebruikt = Bewaarbron(
        .ongebruikt, .weken(4),
        geeindigd: """
            select d.id as onderwerp, null::uuid as zaak, d.created_at as geeindigd_op, array[]::text[] as houdt_tegen,
                array[c.dossier] as dossiers
            from aggregate d join content c on c.id = d.id
            where d.kind = 'inhoudsdeel' and d.state ->> 'melding' is null
            """)

    private static let dossiers: SQL = """
        array(
            select distinct c.dossier from aggregate d join content c on c.id = d.id
            where d.kind = 'inhoudsdeel' and d.state ->> 'melding' = m.id::text
        )
        """
}
