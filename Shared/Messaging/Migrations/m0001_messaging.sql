-- The messaging tables that every service's schema holds (search_path is that schema).

-- An aggregate's state row: the fold of its events, and what commands lock.
create table aggregate (
    id              uuid primary key,
    kind            text        not null,
    version         bigint      not null,
    state           jsonb       not null,
    zaak            uuid,
    regio           text        not null,
    oefening        boolean     not null,
    schema_version  smallint    not null default 1,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);
create index aggregate_kind on aggregate (kind, id);
create index aggregate_zaak on aggregate (zaak) where zaak is not null;

-- The event log: audit trail and replay source. Append-only; the runtime role can insert and select.
create table event (
    seq             bigint generated always as identity,
    id              uuid        not null,
    aggregate       uuid,
    version         bigint,
    topic           text        not null,
    key             text        not null,
    sequence        bigint      not null,
    type            text        not null,
    subject         text        not null,
    data            text        not null,
    regio           text        not null,
    oefening        boolean     not null,
    schema_version  smallint    not null default 1,
    traceparent     text,
    correlation_id  text,
    causation_id    text,
    created_at      timestamptz not null,
    primary key (seq)
) partition by range (seq);
create index event_stream on event (topic, key, sequence);
create index event_aggregate on event (aggregate, version);
create index event_correlation on event (correlation_id);
create index event_id on event (id);

-- Keeps a spare partition ahead of the log; the runtime role may call it, though it owns nothing.
create function extend_event_log(rows_per_partition bigint default 5000000) returns integer
language plpgsql security definer set search_path from current as $$
declare
    highest   bigint := coalesce((select max(seq) from event), 0);
    ordinal   bigint := highest / rows_per_partition;
    made      integer := 0;
    part      text;
begin
    perform pg_advisory_xact_lock(hashtext(current_schema() || '.event'));
    for n in ordinal .. ordinal + 1 loop
        part := format('event_%s', n);
        if to_regclass(part) is null then
            execute format('create table %I partition of event for values from (%s) to (%s)',
                part, n * rows_per_partition, (n + 1) * rows_per_partition);
            made := made + 1;
        end if;
    end loop;
    return made;
end $$;
select extend_event_log();

-- The last sequence given out per topic and key: locked after all else, so that sequences are gapless.
create table stream (
    topic          text   not null,
    key            text   not null,
    last_sequence  bigint not null,
    primary key (topic, key)
);

-- What the broker has not confirmed yet. A failed row holds its key and leaves the relay's select.
create table outbox (
    seq        bigint primary key,
    topic      text   not null,
    key        text   not null,
    sequence   bigint not null,
    failed_at  timestamptz,
    retry_at   timestamptz,
    error      text
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
create index outbox_stream on outbox (topic, key, sequence);
create index outbox_failed on outbox (topic, key, sequence) where failed_at is not null;

create table publication (
    seq           bigint primary key,
    partition     integer     not null,
    "offset"      bigint      not null,
    published_at  timestamptz not null
);

-- One relay at a time publishes. The epoch is hygiene: duplicates by an old leader are absorbed by positions.
create table relay_lease (
    singleton   boolean primary key default true check (singleton),
    owner       text,
    epoch       bigint      not null,
    expires_at  timestamptz not null
);
insert into relay_lease (epoch, expires_at) values (0, '-infinity');

-- Which copy of this log it is: renewed when a schema is restored to an earlier point.
create table incarnation (
    value  text        primary key,
    since  timestamptz not null default clock_timestamp()
);
insert into incarnation (value) values (substr(replace(gen_random_uuid()::text, '-', ''), 1, 12));

-- How far each consumer is in each key of each source.
create table position (
    consumer       text    not null,
    source         text    not null,
    topic          text    not null,
    key            text    not null,
    last_sequence  bigint  not null default 0,
    seen_sequence  bigint  not null default 0,
    effects_to     bigint  not null default 0,
    incarnation    text,
    held           boolean not null default false,
    primary key (consumer, source, topic, key)
);
create index position_gap on position (consumer) where seen_sequence > last_sequence;

create table inbox (
    consumer     text        not null,
    message_id   text        not null,
    received_at  timestamptz not null,
    primary key (consumer, message_id)
);
create index inbox_age on inbox (received_at);

-- Messages set aside: refused (answered), failed (holds its key), waiting (behind a failed one),
-- parked (ahead of a gap), discarded (passed over in its turn), resolved.
create table quarantine (
    id           uuid primary key,
    consumer     text        not null,
    source       text        not null,
    topic        text        not null,
    key          text        not null,
    sequence     bigint,
    message_id   text        not null,
    type         text        not null,
    status       text        not null
        check (status in ('refused', 'failed', 'waiting', 'parked', 'conflict', 'discarded', 'resolved')),
    body         bytea,
    headers      text        not null default '[]',
    fingerprint  text,
    error        text,
    attempts     integer     not null default 0,
    next_at      timestamptz,
    created_at   timestamptz not null,
    resolved_at  timestamptz,
    resolved_by  text,
    reason       text
);
create unique index quarantine_message on quarantine (consumer, message_id) where status in ('failed', 'waiting', 'parked', 'conflict');
create index quarantine_position on quarantine (consumer, source, topic, key, sequence)
    where status in ('failed', 'waiting', 'parked', 'conflict', 'discarded');
create index quarantine_due on quarantine (next_at) where status = 'failed';
create index quarantine_open on quarantine (consumer, fingerprint, id) where resolved_at is null;
create index quarantine_resolved on quarantine (resolved_at) where resolved_at is not null;

-- Deadlines. A row is one running of one term; stages are parts of its length in percent.
create table term (
    id                uuid primary key,
    aggregate         uuid          not null,
    aggregate_kind    text          not null,
    zaak              uuid,
    kind              text          not null,
    generation        bigint        not null,
    since             timestamptz   not null,
    urgent            boolean       not null,
    until             timestamptz,
    due_at            timestamptz   not null,
    stages            smallint[]    not null,
    moments           timestamptz[] not null,
    stage             smallint      not null default 0,
    next_at           timestamptz,
    calendar_version  text          not null,
    attempts          integer       not null default 0,
    fired_at          timestamptz,
    cancelled_at      timestamptz
);
create index term_due on term (next_at) where fired_at is null and cancelled_at is null;
create index term_running on term (aggregate) where cancelled_at is null;

-- Answers already given to an Idempotency-Key.
create table idempotency (
    organisation  text        not null,
    key           text        not null,
    fingerprint   text        not null,
    status        integer     not null,
    body          text        not null,
    location      text,
    etag          bigint,
    created_at    timestamptz not null,
    primary key (organisation, key)
);
create index idempotency_age on idempotency (created_at);

-- The runtime role owns nothing, and can neither change nor remove what the log says.
grant select, insert, update, delete on aggregate, stream, outbox, position, inbox, quarantine, term, idempotency,
    relay_lease to {{runtime}};
grant select, insert on event, publication to {{runtime}};
grant select on incarnation to {{runtime}};
revoke execute on function extend_event_log from public;
grant execute on function extend_event_log to {{runtime}};
