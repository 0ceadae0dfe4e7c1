-- O17, O23: the question lists of an organisation that stops, and those that it asked for or received.
create index vragenlijst_eigenaar on aggregate ((state -> 'eigenaar' ->> 'organisatie'), zaak)
    where kind = 'vragenlijst';
create index vragenlijst_aanvragen on aggregate using gin ((state -> 'aanvragen') jsonb_path_ops)
    where kind = 'vragenlijst';
create index vragenlijst_delingen on aggregate using gin ((state -> 'delingen') jsonb_path_ops)
    where kind = 'vragenlijst';
