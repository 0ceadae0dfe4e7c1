-- What help is asked of or by an organisation and runs, without all that has ended.
create index verwijzing_lopend_van on aggregate ((state -> 'van' ->> 'organisatie'), id)
    where kind = 'verwijzing'
        and jsonb_exists_any(state -> 'stand', array['gevraagd', 'uitgesteld', 'aanvaard', 'gestart']);
create index verwijzing_lopend_naar on aggregate ((state ->> 'naar'), id)
    where kind = 'verwijzing'
        and jsonb_exists_any(state -> 'stand', array['gevraagd', 'uitgesteld', 'aanvaard', 'gestart']);
