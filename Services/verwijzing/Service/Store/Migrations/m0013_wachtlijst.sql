-- Who waits for an answer of an organisation (O19), an offer or a question for help, without all that was answered.
create index overdracht_wacht on aggregate ((state ->> 'naar'))
    where kind = 'overdracht' and jsonb_exists_any(state -> 'status', array['aangeboden', 'uitgesteld']);
create index verwijzing_wacht on aggregate ((state ->> 'naar'))
    where kind = 'verwijzing' and jsonb_exists_any(state -> 'stand', array['gevraagd', 'uitgesteld']);
-- In which zaken a child is under a measure.
create index bescherming_zaak on aggregate (zaak) where kind = 'bescherming';

-- O4: an answer to a verwijzing that waits owes word about the waiting from here on.
update aggregate
set state = jsonb_set(state, '{stand,uitgesteld,_0}', jsonb_build_object(
    'reden', state #> '{stand,uitgesteld,_0,reden}', 'nieuweDatum', state #> '{stand,uitgesteld,_0,nieuweDatum}',
    'overbrugging', state #> '{stand,uitgesteld,_0,bericht}', 'berichtSinds', state -> 'sinds',
    'gemisteBerichten', 0))
where kind = 'verwijzing' and jsonb_exists(state -> 'stand', 'uitgesteld')
    and state #> '{stand,uitgesteld,_0,overbrugging}' is null;

-- S4, O18: a question for help counts as a handover does, under the same words for where it stands. It is no hop.
alter table overdracht_cijfers add column soort text not null default 'overdracht'
    check (soort in ('overdracht', 'verwijzing'));

create function tel_verwijzingen(feiten overdrachtfeit[]) returns void
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
    set enable_mergejoin = off as $$
begin
    -- The gemeente is that of the zaak, as far as it is known here; else none.
    insert into overdracht_cijfers (overdracht, soort, regio, gemeente, jaar, oefening, vraag, hop, status, aangeboden_op)
    select overdracht, 'verwijzing', feit ->> 'regio',
        coalesce(
            (select state -> 'verhuizing' ->> 'gemeente' from aggregate where id = (feit ->> 'zaak')::uuid),
            (select state -> 'aanbod' ->> 'gemeente' from aggregate
                where zaak = (feit ->> 'zaak')::uuid and kind = 'overdracht' order by id desc limit 1),
            ''),
        extract(year from (feit ->> 'tijdstip')::timestamptz at time zone 'Europe/Amsterdam'),
        (feit ->> 'oefening')::boolean, feit ->> 'hulp', 1, 'aangeboden', (feit ->> 'tijdstip')::timestamptz
    from unnest(feiten) where naam = 'verwijzing-gevraagd'
    on conflict do nothing;

    -- What happened first counts; the last state is where it stands.
    update overdracht_cijfers c
    set status = coalesce(n.status, c.status), bezorgd_op = coalesce(c.bezorgd_op, n.bezorgd_op),
        gezien_op = coalesce(c.gezien_op, n.gezien_op), beantwoord_op = coalesce(c.beantwoord_op, n.beantwoord_op),
        gestart_op = coalesce(c.gestart_op, n.gestart_op), uitstelreden = coalesce(c.uitstelreden, n.uitstelreden),
        weigerreden = coalesce(c.weigerreden, n.weigerreden),
        intrekkingsreden = coalesce(c.intrekkingsreden, n.intrekkingsreden),
        stilte = greatest(c.stilte, n.stilte), bericht_gemist = c.bericht_gemist or n.bericht_gemist
    from (
        select overdracht,
            (array_agg(case
                when naam = 'verwijzing-gevraagd' then 'aangeboden'
                when naam = 'verwijzing-uitgesteld' then 'uitgesteld'
                when naam = 'verwijzing-aanvaard' then 'geaccepteerd'
                when naam = 'verwijzing-gestart' then 'gestart'
                when naam = 'verwijzing-geweigerd' then 'geweigerd'
                when naam = 'verwijzing-ingetrokken' then 'ingetrokken'
                when feit ->> 'reden' = 'doel-bereikt' then 'afgerond'
                else 'voortijdig-beeindigd' end
                order by versie desc) filter (where naam in ('verwijzing-gevraagd', 'verwijzing-uitgesteld',
                    'verwijzing-aanvaard', 'verwijzing-gestart', 'verwijzing-geweigerd', 'verwijzing-ingetrokken',
                    'verwijzing-beeindigd')))[1] as status,
            -- What was seen had arrived.
            min(op) filter (where naam in ('verwijzing-bezorgd', 'verwijzing-gezien')) as bezorgd_op,
            min(op) filter (where naam = 'verwijzing-gezien') as gezien_op,
            min(op) filter (where naam in ('verwijzing-uitgesteld', 'verwijzing-aanvaard', 'verwijzing-geweigerd'))
                as beantwoord_op,
            min(op) filter (where naam = 'verwijzing-gestart') as gestart_op,
            (array_agg(feit ->> 'reden' order by versie) filter (where naam = 'verwijzing-uitgesteld'))[1]
                as uitstelreden,
            (array_agg(feit ->> 'reden' order by versie) filter (where naam = 'verwijzing-geweigerd'))[1]
                as weigerreden,
            (array_agg(feit ->> 'reden' order by versie) filter (where naam = 'verwijzing-ingetrokken'))[1]
                as intrekkingsreden,
            coalesce(max(case feit ->> 'niveau' when 'regio' then 2 when 'teamleiders' then 1 end)
                filter (where naam = 'verwijzingtermijn-geescaleerd'), 0) as stilte,
            count(*) filter (where naam = 'verwijzing-wachtlijstbericht-gemist') > 0 as bericht_gemist
        from (select *, (feit ->> 'tijdstip')::timestamptz as op from unnest(feiten)) gebeurd
        group by overdracht
    ) n
    where c.overdracht = n.overdracht;
end $$;
revoke execute on function tel_verwijzingen from public;

create or replace function tel_gebeurtenissen() returns trigger
language plpgsql security definer set search_path from current as $$
declare
    feiten overdrachtfeit[];
begin
    feiten := array(
        select row(aggregate, version, split_part(type, '.', 4), data::jsonb)::overdrachtfeit from nieuw
        where aggregate is not null and split_part(type, '.', 4) in (
            'overdracht-aangeboden', 'overdracht-bezorgd', 'overdracht-gezien', 'overdracht-uitgesteld',
            'overdracht-geaccepteerd', 'overdracht-geweigerd', 'overdracht-ingetrokken', 'overdracht-overgedragen',
            'overdracht-gestart', 'overdracht-afgerond', 'overdracht-voortijdig-beeindigd', 'overdracht-teruggegeven',
            'teruggave-ingetrokken', 'teruggave-aanvaard', 'regie-besloten', 'voorstel-gedaan',
            'wachtlijstbericht-gemist', 'termijn-geescaleerd'));
    if cardinality(feiten) > 0 then
        perform tel_overdrachten(feiten);
    end if;
    feiten := array(
        select row(aggregate, version, split_part(type, '.', 4), data::jsonb)::overdrachtfeit from nieuw
        where aggregate is not null and split_part(type, '.', 4) in (
            'verwijzing-gevraagd', 'verwijzing-bezorgd', 'verwijzing-gezien', 'verwijzing-uitgesteld',
            'verwijzing-aanvaard', 'verwijzing-geweigerd', 'verwijzing-ingetrokken', 'verwijzing-gestart',
            'verwijzing-beeindigd', 'verwijzing-wachtlijstbericht-gemist', 'verwijzingtermijn-geescaleerd'));
    if cardinality(feiten) > 0 then
        perform tel_verwijzingen(feiten);
    end if;
    return null;
end $$;

-- What the log already holds.
do $$
declare
    een uuid;
begin
    for een in select id from aggregate where kind = 'verwijzing' loop
        perform tel_verwijzingen(array(
            select row(aggregate, version, split_part(type, '.', 4), data::jsonb)::overdrachtfeit from event
            where aggregate = een));
    end loop;
end $$;
