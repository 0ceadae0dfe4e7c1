-- Lists of casussen by who keeps them, holds the regie or is involved, and of meldingen that wait for a decision.
create index casus_team on aggregate ((state ->> 'team'), id) where kind = 'casus';
create index casus_regie on aggregate ((state -> 'regiehouder' ->> 'organisatie'), id) where kind = 'casus';
create index casus_lokale_teams on aggregate using gin ((state -> 'lokaleTeams') jsonb_path_ops) where kind = 'casus';
create index casus_overdrachten on aggregate using gin ((state -> 'overdrachten') jsonb_path_ops) where kind = 'casus';
create index koppeling_team on aggregate ((state ->> 'organisatie'), id) where kind = 'meldingskoppeling';
