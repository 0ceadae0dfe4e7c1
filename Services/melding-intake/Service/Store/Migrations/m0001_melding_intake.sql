-- Lists of meldingen by who reported and who deals with them.
create index melding_melder on aggregate ((state ->> 'melder'), id) where kind = 'melding';
create index melding_behandelaar on aggregate ((state ->> 'behandelaar'), id) where kind = 'melding';
-- The content of a melding.
create index inhoudsdeel_melding on aggregate ((state ->> 'melding')) where kind = 'inhoudsdeel';
