-- What operators did, by whom and why. Append-only.
create table operator_action (
    id            uuid primary key,
    at            timestamptz not null default clock_timestamp(),
    organisation  text        not null,
    operator      text        not null,
    action        text        not null,
    target        text        not null,
    reason        text        not null,
    detail        text        not null default '{}'
);
grant select, insert on operator_action to {{runtime}};

-- Operators look an aggregate's terms up after they have gone off, too.
create index term_aggregate on term (aggregate);
