-- The tables of both peers: what the chain's rules ask of whoever does this work, with the keys that they need.
create schema peer;
set search_path = peer;

create table aggregate (
    id      uuid primary key,
    kind    text   not null,
    version bigint not null,
    state   jsonb  not null,
    zaak    uuid
);

create table event (
    seq        bigint generated always as identity primary key,
    id         uuid        not null,
    aggregate  uuid        not null,
    version    bigint      not null,
    key        text        not null,
    sequence   bigint      not null,
    type       text        not null,
    data       jsonb       not null,
    correlation text,
    created_at timestamptz not null
);
create index on event (key, sequence);

create table stream (key text primary key, last_sequence bigint not null);
create table outbox (seq bigint primary key, key text not null);
create table publication (
    seq bigint primary key, partition integer not null, "offset" bigint not null, published_at timestamptz not null
);
create table position (key text primary key, last_sequence bigint not null);
create table inbox (message_id text primary key, received_at timestamptz not null);
create table term (
    id        uuid primary key,
    aggregate uuid        not null,
    kind      text        not null,
    due_at    timestamptz not null,
    next_at   timestamptz
);
create index on term (next_at);
