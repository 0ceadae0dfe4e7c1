-- O17, O23: what an organisation that stops still has beside handovers, found without reading every zaak.
create index verklaring_ontvangers on aggregate using gin ((state -> 'correcties' -> -1 -> 'ontvangers') jsonb_path_ops)
    where kind = 'verklaring';
create index verklaring_verzoeken on aggregate using gin ((state -> 'verzoeken') jsonb_path_ops)
    where kind = 'verklaring';
create index verklaring_kopieen on aggregate using gin ((state -> 'kopieen') jsonb_path_ops)
    where kind = 'verklaring';
create index consultatie_open_van on aggregate ((state -> 'van' ->> 'organisatie'), id)
    where kind = 'consultatie' and not jsonb_exists(state -> 'stand', 'gesloten');
create index consultatie_open_naar on aggregate ((state ->> 'naar'), id)
    where kind = 'consultatie' and not jsonb_exists(state -> 'stand', 'gesloten');
create index continuiteit_kinderen on aggregate using gin ((state -> 'kinderen') jsonb_path_ops)
    where kind = 'continuiteit';
create index gezinscontact_navragen on aggregate using gin ((state -> 'navragen') jsonb_path_ops)
    where kind = 'gezinscontact';
create index bescherming_kaders on aggregate using gin ((state -> 'kaders') jsonb_path_ops) where kind = 'bescherming';
create index bescherming_toestemmingen on aggregate using gin ((state -> 'toestemmingen') jsonb_path_ops)
    where kind = 'bescherming';
