-- What belongs to a casus: its measures and its meetings.
create index casusdeel_zaak on aggregate ((state ->> 'zaak'), id) where kind in ('maatregel', 'overleg');
