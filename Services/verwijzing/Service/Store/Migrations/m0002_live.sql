-- What changed since, for the live streams.
create index overdracht_gewijzigd on aggregate (updated_at, id) where kind = 'overdracht';
