-- S4: a row for each handover with what figures are made of: codes and instants, nobody's name. Made in the transaction
-- of the events themselves, so that it is never behind them.
create table overdracht_cijfers (
    overdracht        uuid primary key,
    regio             text        not null,
    gemeente          text        not null,
    jaar              smallint    not null,
    oefening          boolean     not null,
    vraag             text        not null,
    hop               integer     not null,
    status            text        not null,
    aangeboden_op     timestamptz not null,
    bezorgd_op        timestamptz,
    gezien_op         timestamptz,
    beantwoord_op     timestamptz,
    besproken_op      timestamptz,
    gestart_op        timestamptz,
    uitstelreden      text,
    weigerreden       text,
    intrekkingsreden  text,
    -- How far silence was escalated: 1 to the team leads, 2 to the region (O5).
    stilte            smallint    not null default 0,
    bericht_gemist    boolean     not null default false
);
create index overdracht_cijfers_regio on overdracht_cijfers (regio, jaar) where not oefening;

create type overdrachtfeit as (overdracht uuid, versie bigint, naam text, feit jsonb);

create function tel_overdrachten(feiten overdrachtfeit[]) returns void language sql as $$
    insert into overdracht_cijfers (overdracht, regio, gemeente, jaar, oefening, vraag, hop, status, aangeboden_op)
    select overdracht, feit ->> 'regio', feit ->> 'gemeente',
        extract(year from (feit ->> 'tijdstip')::timestamptz at time zone 'Europe/Amsterdam'),
        (feit ->> 'oefening')::boolean, feit ->> 'vraag', (feit ->> 'hop')::integer, feit ->> 'status',
        (feit ->> 'tijdstip')::timestamptz
    from unnest(feiten) where naam = 'overdracht-aangeboden'
    on conflict do nothing;

    -- What happened first counts; the last state is where it stands.
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
        from (select *, (feit ->> 'tijdstip')::timestamptz as op from unnest(feiten)) gebeurd
        group by overdracht
    ) n
    where c.overdracht = n.overdracht;
$$;

-- Only the log makes rows: the runtime role may read them and no more.
create function tel_gebeurtenissen() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    perform tel_overdrachten(array(
        select row(aggregate, version, split_part(type, '.', 4), data::jsonb)::overdrachtfeit from nieuw
        where aggregate is not null and split_part(type, '.', 4) in (
            'overdracht-aangeboden', 'overdracht-bezorgd', 'overdracht-gezien', 'overdracht-uitgesteld',
            'overdracht-geaccepteerd', 'overdracht-geweigerd', 'overdracht-ingetrokken', 'overdracht-overgedragen',
            'overdracht-gestart', 'overdracht-afgerond', 'overdracht-voortijdig-beeindigd', 'overdracht-teruggegeven',
            'teruggave-ingetrokken', 'teruggave-aanvaard', 'regie-besloten', 'voorstel-gedaan',
            'wachtlijstbericht-gemist', 'termijn-geescaleerd')));
    return null;
end $$;
revoke execute on function tel_overdrachten, tel_gebeurtenissen from public;
create trigger event_cijfers after insert on event referencing new table as nieuw
    for each statement execute function tel_gebeurtenissen();

-- What the log already holds.
do $$
declare
    een uuid;
begin
    for een in select id from aggregate where kind = 'overdracht' loop
        perform tel_overdrachten(array(
            select row(aggregate, version, split_part(type, '.', 4), data::jsonb)::overdrachtfeit from event
            where aggregate = een));
    end loop;
end $$;

grant select on overdracht_cijfers to {{runtime}};
