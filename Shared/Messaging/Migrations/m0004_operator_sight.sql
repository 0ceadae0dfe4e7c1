-- What operators and metrics ask often, without reading whole tables.
create index position_held on position (consumer) where held;
create index term_open_kind on term (kind, since) where cancelled_at is null;

-- The short reference that people name on the telephone.
create index aggregate_kenmerk on aggregate ((state ->> 'kenmerk')) where state ->> 'kenmerk' is not null;
