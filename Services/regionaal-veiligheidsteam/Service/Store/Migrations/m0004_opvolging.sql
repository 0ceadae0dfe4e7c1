-- O17, O23: what an organisation that stops has in measures and meetings, found without reading every casus.
create index maatregel_lopend_uitvoerder on aggregate ((state ->> 'uitvoerder'), id)
    where kind = 'maatregel' and not jsonb_exists(state, 'einde');
create index maatregel_lopend_raad on aggregate ((state ->> 'raad'), id)
    where kind = 'maatregel' and not jsonb_exists(state, 'einde');
create index maatregel_lopend_team on aggregate ((state ->> 'team'), id)
    where kind = 'maatregel' and not jsonb_exists(state, 'einde');
create index overleg_oproeper on aggregate ((state -> 'bijeengeroepenDoor' ->> 'organisatie'), id)
    where kind = 'overleg';
create index overleg_raad on aggregate ((state ->> 'raad'), id) where kind = 'overleg';
create index overleg_team on aggregate ((state ->> 'team'), id) where kind = 'overleg';
create index overleg_uitnodigingen on aggregate using gin ((state -> 'uitnodigingen') jsonb_path_ops)
    where kind = 'overleg';
