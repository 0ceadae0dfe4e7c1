-- Acts over HTTP that were refused: who tried what on which, why, and in which state. Nothing of what was sent.
create table refusal (
    id              uuid        primary key,
    at              timestamptz not null default clock_timestamp(),
    organisation    text        not null,
    person          text,
    operation       text        not null,
    -- The aggregates and the zaak that the request named.
    subjects        uuid[]      not null,
    status          smallint    not null,
    codes           text        not null,
    state           text,
    correlation_id  text        not null
);
create index refusal_subject on refusal using gin (subjects);
create index refusal_organisation on refusal (organisation, id);
create index refusal_age on refusal (at);
create index refusal_correlation on refusal (correlation_id);
grant select, insert, delete on refusal to {{runtime}};
