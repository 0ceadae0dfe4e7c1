-- O22, O23: a family that moved to where the lokaal team stopped, found without reading every zaak.
create index zaak_verhuizing on aggregate ((state -> 'verhuizing' ->> 'lokaalTeam'), id)
    where kind = 'zaak' and not jsonb_exists(state -> 'verhuizing', 'klaarOp');
