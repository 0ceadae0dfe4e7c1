-- The tables that MESSAGING.md names, in the least form that does the job: its columns, primary keys, and the two indexes
-- without which a rule could not be carried out (pulling a gap by topic, key and range; finding what is due). What tells rows
-- apart comes first in each key, so that a table without statistics is not searched by what all rows share.

create schema bench;
set search_path = bench;

create table aggregate (
    id      uuid primary key,
    kind    text   not null,
    version bigint not null,
    state   text   not null,
    zaak    uuid,
    regio   text   not null,
    oefening boolean not null
);

create table event (
    seq        bigint generated always as identity primary key,
    id         uuid        not null,
    aggregate  uuid        not null,
    version    bigint      not null,
    topic      text        not null,
    key        text        not null,
    sequence   bigint      not null,
    type       text        not null,
    data       text        not null,
    headers    text        not null,
    created_at timestamptz not null
);
create index on event (key, topic, sequence);

create table stream (topic text, key text, last_sequence bigint not null, primary key (key, topic));

create table outbox (seq bigint primary key, topic text not null, key text not null, sequence bigint not null);

create table publication (
    seq bigint primary key, partition integer not null, "offset" bigint not null, published_at timestamptz not null
);

create table position (
    consumer      text,
    source        text,
    topic         text,
    key           text,
    last_sequence bigint  not null,
    seen_sequence bigint  not null,
    effects_to    bigint  not null default 0,
    incarnation   text,
    held          boolean not null default false,
    primary key (key, consumer, source, topic)
);

create table inbox (consumer text, message_id text, received_at timestamptz not null, primary key (consumer, message_id));

create table term (
    id               uuid primary key,
    aggregate        uuid        not null,
    generation       bigint      not null,
    kind             text        not null,
    stage            smallint    not null,
    next_at          timestamptz,
    due_at           timestamptz not null,
    calendar_version text        not null,
    fired_at         timestamptz,
    cancelled_at     timestamptz
);
create index on term (next_at) where fired_at is null and cancelled_at is null;

-- For intake: the answer under an Idempotency-Key, and sealed content.
create table answer (organisation text, key text, fingerprint text not null, status integer not null,
    body text not null, created_at timestamptz not null, primary key (organisation, key));
create table content (id uuid primary key, body bytea not null);

-- An id that grows with time, as UUIDv7 do. `kind` keeps apart what has the same number.
create function id(kind integer, number bigint) returns uuid language sql immutable parallel safe as $$
    select ('01930000-0000-7' || lpad(to_hex(kind), 3, '0') || '-8000-' || lpad(to_hex(number), 12, '0'))::uuid
$$;

-- Apart, since pgbench takes a colon in a text for a variable.
create function source() returns text language sql immutable parallel safe as $$
    select 'urn:nld:oin:00000099000000001000:systeem:regionaal-veiligheidsteam'
$$;
