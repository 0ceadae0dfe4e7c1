import Chassis
import Contracts
import Foundation
import Messaging
import Postgres
import Register
import VerwijzingDomain

/// That the veiligheidsteam closed its casus, so that a zaak that was never handed over has an end, too (P4).
struct Casussluiting: Projection, Equatable {
    let zaak: UUID
    let regio: String
    let op: Date

    static var kind: String { "casussluiting" }
    var regionCode: String { regio }
    /// The row's id follows from the zaak.
    static func id(van zaak: UUID) -> UUID { UUID(named: "casussluiting \(zaak.text)") }
}

extension Bewaarbron {
    /// A zaak in which nothing runs has ended when its last handover was closed, or its casus after it went back. A
    /// dispute, a request by the family to correct, a question that nobody answered and whatever else has a running term
    /// keep it.
    static let dossier = Bewaarbron(
        .dossier, .jaren(20),
        geeindigd: """
            select z.id as onderwerp, z.id as zaak,
                greatest(case when overdracht.is_einde then overdracht.op end, casus.op, aanbod.op) as geeindigd_op,
                array[
                    case when exists (
                        select from aggregate g
                        where g.kind = 'geschil' and g.zaak = z.id and jsonb_exists(g.state -> 'stand', 'open')
                    ) then 'geschil' end,
                    case when exists (
                        select from aggregate c
                        where c.kind = 'consultatie' and c.zaak = z.id
                            and not jsonb_exists(c.state -> 'stand', 'gesloten')
                    ) then 'consultatie' end,
                    case when exists (
                        select from aggregate v, jsonb_array_elements(v.state -> 'verzoeken') verzoek
                        where v.kind = 'verklaring' and v.zaak = z.id and verzoek -> 'antwoord' is null
                    ) then 'correctieverzoek' end,
                    case when exists (
                        select from aggregate c, jsonb_array_elements(c.state -> 'navragen') vraag
                        where c.kind = 'gezinscontact' and c.zaak = z.id and vraag -> 'antwoord' is null
                    ) then 'navraag' end,
                    case when exists (
                        select from aggregate v
                        where v.kind = 'verwijzing' and v.zaak = z.id and jsonb_exists_any(v.state -> 'stand',
                            array['gevraagd', 'uitgesteld', 'aanvaard', 'gestart'])
                    ) then 'verwijzing' end,
                    -- Help, a question, a measure: whatever somebody must still do has a term (O5).
                    case when exists (
                        select from aggregate a join term t on t.aggregate = a.id
                        where a.zaak = z.id and t.cancelled_at is null and t.kind <> all(\(nietNodig))
                    ) then 'termijn-loopt' end
                ] as houdt_tegen,
                array(
                    select z.id union all
                    select o.id from aggregate o where o.kind in ('overdracht', 'consultatie') and o.zaak = z.id
                ) as dossiers
            from aggregate z
            left join lateral (
                select (o.state ->> 'sinds')::timestamptz as op,
                    jsonb_exists_any(o.state -> 'status', array['afgerond', 'voortijdigBeeindigd']) as is_einde
                from aggregate o
                where o.kind = 'overdracht' and o.zaak = z.id
                    and not jsonb_exists_any(o.state -> 'status', array['geweigerd', 'ingetrokken'])
                order by 1 desc limit 1
            ) overdracht on true
            -- An offer that came to nothing moves the end, no more.
            left join lateral (
                select max((o.state ->> 'sinds')::timestamptz) as op from aggregate o
                where o.kind = 'overdracht' and o.zaak = z.id
            ) aanbod on true
            left join lateral (
                select (c.state ->> 'op')::timestamptz as op from aggregate c
                where c.kind = 'casussluiting' and (c.state ->> 'zaak')::uuid = z.id
                    and (c.state ->> 'op')::timestamptz >= coalesce(overdracht.op, '-infinity')
            ) casus on true
            where z.kind = 'zaak' and z.state -> 'lopend' is null and z.state -> 'openAanbiedingen' = '[]'
                and (overdracht.is_einde or casus.op is not null)
            """)

    /// Terms that run on after the end, for as long as a statement or a code is there.
    private static let nietNodig = [
        Verklaringtermijn.geldigheid, Verklaringtermijn.geldigheidAntwoord, Termijnsoort.gezinstoegang,
    ]

    /// A text that a partner left for a message that never came.
    static let ongebruikt = Bewaarbron(
        .ongebruikt, .weken(4),
        geeindigd: """
            select d.id as onderwerp, null::uuid as zaak, d.created_at as geeindigd_op, array[]::text[] as houdt_tegen,
                array[c.dossier] as dossiers
            from aggregate d join content c on c.id = d.id
            where d.kind = 'partnerinhoud' and d.state ->> 'gebruikt' = 'false'
            """)
}
