-- What runs of an organisation, without all that has ended, in the order of the board's pages.
create index overdracht_lopend_van on aggregate ((state -> 'van' ->> 'organisatie'), id)
    where kind = 'overdracht' and jsonb_exists_any(state -> 'status', array['aangeboden', 'uitgesteld', 'geaccepteerd',
        'overgedragen', 'gestart', 'teruggegeven']);
create index overdracht_lopend_naar on aggregate ((state ->> 'naar'), id)
    where kind = 'overdracht' and jsonb_exists_any(state -> 'status', array['aangeboden', 'uitgesteld', 'geaccepteerd',
        'overgedragen', 'gestart', 'teruggegeven']);
-- The messaging tables have the same one.
drop index term_open;
