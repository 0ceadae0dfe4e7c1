-- Handovers by sender and by receiver.
create index overdracht_van on aggregate ((state -> 'van' ->> 'organisatie'), id) where kind = 'overdracht';
create index overdracht_naar on aggregate ((state ->> 'naar'), id) where kind = 'overdracht';

-- The terms of a handover on the board, also those of which every stage went off.
create index term_open on term (aggregate) where cancelled_at is null;
