-- What changed since, for the live streams.
create index casus_gewijzigd on aggregate (updated_at, id) where kind = 'casus';
