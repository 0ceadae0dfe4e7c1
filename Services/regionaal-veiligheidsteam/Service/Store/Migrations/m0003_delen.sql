-- What belongs to a casus: its measures and its meetings.
create index casusdeel_zaak on aggregate ((state ->> 'zaak'), id) where kind in ('maatregel', 'overleg');
-- The meeting at which something was agreed, for who comes from a task about it.
create index overleg_afspraken on aggregate using gin ((state -> 'afspraken') jsonb_path_ops) where kind = 'overleg';
