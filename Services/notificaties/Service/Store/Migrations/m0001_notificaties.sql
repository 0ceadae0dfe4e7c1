-- A person's inbox, a team's list and an organisation's tasks, each a page by id.
create index taak_medewerker on aggregate ((state ->> 'organisatie'), (state -> 'voor' ->> 'medewerker'), id)
    where kind = 'taak';
create index taak_team on aggregate ((state ->> 'organisatie'), (state -> 'voor' ->> 'team'), id) where kind = 'taak';
create index taak_organisatie on aggregate ((state ->> 'organisatie'), id) where kind = 'taak';
-- What changed since, for the live streams.
create index taak_gewijzigd on aggregate (updated_at, id) where kind = 'taak';
-- Who has something to do now: watched for absence.
create index taak_houder on aggregate ((state ->> 'organisatie'), (state -> 'voor' ->> 'medewerker'))
    where kind = 'taak' and not jsonb_exists_any(state -> 'fase', array['gedaan', 'vervallen']);
