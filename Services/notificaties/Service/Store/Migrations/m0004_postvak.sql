-- What waits on the list of a team, or in a whole organisation; what waits for one person has `taak_houder`.
create index taak_lijst on aggregate ((state ->> 'organisatie'), (state -> 'voor' ->> 'team'))
    where kind = 'taak' and not jsonb_exists_any(state -> 'fase', array['gedaan', 'vervallen']);
