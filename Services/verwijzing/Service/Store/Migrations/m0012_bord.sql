-- S1: a row for each handover that runs, with what the board is chosen, counted and sorted by: of ten thousand states
-- that takes longer than a page may. Codes and instants, nobody's name. Made in the transaction of the events themselves,
-- so that it is never behind them.
create table bord (
    overdracht  uuid        primary key,
    zaak        uuid        not null,
    van         text        not null,
    naar        text        not null,
    aan_zet     text        not null,
    stand       text        not null,
    regio       text        not null,
    gemeente    text        not null,
    vraag       text        not null,
    sinds       timestamptz not null,
    -- When the first of its terms ends.
    verloopt    timestamptz
) with (fillfactor = 80);
create index bord_van on bord (van);
create index bord_naar on bord (naar);

-- Of which zaken a gemeente is shielded (P1).
create index bescherming_gemeente on aggregate (zaak)
    where kind = 'bescherming' and jsonb_path_exists(state, '$.afschermingen[*].wat.gemeente');

-- One plan that is kept: making it takes longer than the call. It may be made while the tables are empty, when each plan and
-- each index seems as good; so it is left no other than to look rows up one by one.
create function zet_op_bord(overdrachten uuid[]) returns void
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
    set enable_mergejoin = off set enable_memoize = off as $$
begin
    -- Each row is looked up by itself and by its id alone, which `offset 0` keeps so.
    -- Who must move is what `Overdracht.aanZet` says; the terms are those of `TermReader`.
    with nu as materialized (
        select a.id, a.zaak, a.state, a.state -> 'van' ->> 'organisatie' as van, a.state ->> 'naar' as naar, stand,
            stand in ('aangeboden', 'uitgesteld', 'geaccepteerd', 'overgedragen', 'gestart', 'teruggegeven') as loopt
        from unnest(overdrachten) as o (id) cross join lateral (
            select id, kind, zaak, state from aggregate where id = o.id offset 0
        ) a cross join lateral jsonb_object_keys(a.state -> 'status') as stand
        where a.kind = 'overdracht'
    ), af as (
        delete from bord b using nu where b.overdracht = nu.id and not nu.loopt
    )
    insert into bord (overdracht, zaak, van, naar, aan_zet, stand, regio, gemeente, vraag, sinds, verloopt)
    select id, zaak, van, naar,
        case
            when stand in ('aangeboden', 'uitgesteld') then case when state ->> 'voorstel' is null then naar else van end
            when stand = 'geaccepteerd'
                then case when state #>> '{status,geaccepteerd,_0,gesprekOntvanger}' is null then naar else van end
            when stand = 'teruggegeven' then van
            else naar
        end,
        stand, state ->> 'regio', state -> 'aanbod' ->> 'gemeente', state -> 'aanbod' ->> 'vraag',
        (state ->> 'sinds')::timestamptz,
        (select min(t.due_at) from term t
            where t.aggregate = nu.id and coalesce(t.cancelled_at, 'infinity') = 'infinity')
    from nu where loopt
    on conflict (overdracht) do update
    set van = excluded.van, naar = excluded.naar, aan_zet = excluded.aan_zet, stand = excluded.stand,
        regio = excluded.regio, gemeente = excluded.gemeente, vraag = excluded.vraag, sinds = excluded.sinds,
        verloopt = excluded.verloopt;
end $$;

-- Only the log makes rows: the runtime role may read them and no more. A step appends its events after its states and
-- terms are written.
create function zet_gebeurtenissen_op_bord() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    perform zet_op_bord(array(select distinct aggregate from nieuw where aggregate is not null));
    return null;
end $$;
revoke execute on function zet_op_bord, zet_gebeurtenissen_op_bord from public;
create trigger event_bord after insert on event referencing new table as nieuw
    for each statement execute function zet_gebeurtenissen_op_bord();

-- What runs already.
select zet_op_bord(array(
    select id from aggregate
    where kind = 'overdracht' and jsonb_exists_any(state -> 'status', array['aangeboden', 'uitgesteld', 'geaccepteerd',
        'overgedragen', 'gestart', 'teruggegeven'])));

grant select on bord to {{runtime}};

-- S5: the terms of handovers that were kept too late, by the time in between. Those that run have `bord`.
create index term_gestrand on term using gist (tstzrange(due_at, greatest(due_at, cancelled_at)))
    where aggregate_kind = 'overdracht' and cancelled_at > due_at;

-- The figures as they were counted, by a plan that is kept as well: a function in SQL is planned anew in each transaction,
-- which took a millisecond of every step.
create or replace function tel_overdrachten(feiten overdrachtfeit[]) returns void
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
    set enable_mergejoin = off as $$
begin
    insert into overdracht_cijfers (overdracht, regio, gemeente, jaar, oefening, vraag, hop, status, aangeboden_op)
    select overdracht, feit ->> 'regio', feit ->> 'gemeente',
        extract(year from (feit ->> 'tijdstip')::timestamptz at time zone 'Europe/Amsterdam'),
        (feit ->> 'oefening')::boolean, feit ->> 'vraag', (feit ->> 'hop')::integer, feit ->> 'status',
        (feit ->> 'tijdstip')::timestamptz
    from unnest(feiten) where naam = 'overdracht-aangeboden'
    on conflict do nothing;

    -- What happened first counts; the last state is where it stands. The offer itself is in the row that it made.
    update overdracht_cijfers c
    set status = n.status, bezorgd_op = coalesce(c.bezorgd_op, n.bezorgd_op),
        gezien_op = coalesce(c.gezien_op, n.gezien_op), beantwoord_op = coalesce(c.beantwoord_op, n.beantwoord_op),
        besproken_op = coalesce(c.besproken_op, n.besproken_op), gestart_op = coalesce(c.gestart_op, n.gestart_op),
        uitstelreden = coalesce(c.uitstelreden, n.uitstelreden), weigerreden = coalesce(c.weigerreden, n.weigerreden),
        intrekkingsreden = coalesce(c.intrekkingsreden, n.intrekkingsreden),
        stilte = greatest(c.stilte, n.stilte), bericht_gemist = c.bericht_gemist or n.bericht_gemist
    from (
        select overdracht, (array_agg(feit ->> 'status' order by versie desc))[1] as status,
            min(op) filter (where naam = 'overdracht-bezorgd') as bezorgd_op,
            min(op) filter (where naam = 'overdracht-gezien') as gezien_op,
            min(op) filter (where naam in ('overdracht-uitgesteld', 'overdracht-geaccepteerd', 'overdracht-geweigerd',
                'voorstel-gedaan')) as beantwoord_op,
            min(op) filter (where naam = 'overdracht-overgedragen') as besproken_op,
            min(op) filter (where naam = 'overdracht-gestart') as gestart_op,
            (array_agg(feit ->> 'reden' order by versie) filter (where naam = 'overdracht-uitgesteld'))[1]
                as uitstelreden,
            (array_agg(feit ->> 'reden' order by versie) filter (where naam = 'overdracht-geweigerd'))[1]
                as weigerreden,
            (array_agg(feit ->> 'reden' order by versie) filter (where naam = 'overdracht-ingetrokken'))[1]
                as intrekkingsreden,
            coalesce(max(case feit ->> 'niveau' when 'regio' then 2 when 'teamleiders' then 1 end)
                filter (where naam = 'termijn-geescaleerd'), 0) as stilte,
            count(*) filter (where naam = 'wachtlijstbericht-gemist') > 0 as bericht_gemist
        from (
            select *, (feit ->> 'tijdstip')::timestamptz as op from unnest(feiten)
            where naam <> 'overdracht-aangeboden'
        ) gebeurd
        group by overdracht
    ) n
    where c.overdracht = n.overdracht;
end $$;
