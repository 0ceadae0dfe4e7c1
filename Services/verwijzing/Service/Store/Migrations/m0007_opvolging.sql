-- O17, O23: what an organisation that stops still has, found without reading every zaak.
create index zaak_regie on aggregate ((state -> 'regie' ->> 'organisatie'), id) where kind = 'zaak';
create index zaak_betrokken on aggregate using gin ((state -> 'betrokken') jsonb_path_ops) where kind = 'zaak';
create index verklaring_bron on aggregate ((state -> 'bron' ->> 'organisatie'), zaak) where kind = 'verklaring';
create index geschil_open on aggregate (zaak) where kind = 'geschil' and jsonb_exists(state -> 'stand', 'open');
-- V7: whom a provider helps that stops.
create index vervanging_open on aggregate (regio, id)
    where kind = 'vervanging' and jsonb_exists(state -> 'stand', 'gezocht');
