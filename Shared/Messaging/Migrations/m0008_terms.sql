-- What still has to go off is found by `term_due`; what has gone off while its step was not taken, by this one, which a term
-- enters only then.
create index term_gone_off on term (aggregate) where fired_at is not null and cancelled_at is null;
drop index term_open_kind;
