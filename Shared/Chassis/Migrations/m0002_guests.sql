-- People without an account who were let in by a code. The key is a digest of what the browser holds.
create table web_guest (
    key         bytea       primary key,
    subject     text        not null,
    form_token  text        not null,
    started_at  timestamptz not null default clock_timestamp(),
    seen_at     timestamptz not null default clock_timestamp(),
    ends_at     timestamptz not null
);
create index web_guest_end on web_guest (ends_at);
grant select, insert, update, delete on web_guest to {{runtime}};
