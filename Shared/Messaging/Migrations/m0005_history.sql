-- Which copy of the log an event was written in. An earlier copy's events are those at or below the next one's start.
alter table incarnation
    add column after_seq bigint not null default -1,
    -- The log's own identity in this database. A dump that is restored makes a new one, and until somebody says what the
    -- copy is worth the service does not start: its next numbers would pass for ones that were given out before.
    add column log       oid;
update incarnation set log = 'event'::regclass::oid;

-- Where a restored log goes on, per key: after which number, and in which copy that one was written.
create table continuation (
    incarnation     text   not null references incarnation (value),
    topic           text   not null,
    key             text   not null,
    after_sequence  bigint not null,
    continues       text   not null,
    primary key (incarnation, topic, key)
);

-- Of a key whose source was restored: conflicted while an operator has to choose, and the copies that were left behind.
alter table position
    add column conflicted boolean not null default false,
    add column superseded text[]  not null default '{}';

-- Which history a message that waits belongs to, readable without its body.
alter table quarantine
    add column incarnation     text,
    add column continues_after bigint,
    add column continues       text,
    -- Laid away with its number taken: it stays so, also when its consumer is given everything again.
    add column passed_over     boolean not null default false;
create index quarantine_conflict on quarantine (consumer, topic, key) where status = 'conflict';

-- Republishing the log to a broker that lost its data; one at a time.
create table refill (
    id            uuid primary key,
    topic         text,
    up_to         bigint      not null,
    cursor        bigint      not null default 0,
    published     bigint      not null default 0,
    total         bigint      not null,
    per_second    integer     not null check (per_second > 0),
    status        text        not null check (status in ('running', 'paused', 'cancelled', 'done')),
    started_at    timestamptz not null default clock_timestamp(),
    ended_at      timestamptz
);
create unique index refill_open on refill ((true)) where status in ('running', 'paused');

-- A consumer that asks its source for history: page by page over the source's keys.
create table replay (
    id            uuid primary key,
    consumer      text        not null,
    topic         text        not null,
    kind          text        not null check (kind in ('catch-up', 'rebuild', 'baseline')),
    -- From when, or of one key from which number; neither: everything.
    since         timestamptz,
    key           text,
    from_sequence bigint,
    cursor        text        not null default '',
    keys          bigint      not null default 0,
    events        bigint      not null default 0,
    status        text        not null check (status in ('running', 'done', 'cancelled')),
    started_at    timestamptz not null default clock_timestamp(),
    ended_at      timestamptz
);
create unique index replay_open on replay (consumer) where status = 'running';

-- Consumers that an operator lets read their topics from the beginning, and where each partition of them stands.
create table consumer_restart (
    consumer      text primary key,
    requested_at  timestamptz not null
);
create table consumer_partition (
    consumer            text    not null,
    topic               text    not null,
    partition           integer not null,
    restarted_at        timestamptz,
    stands_still_since  timestamptz,
    error               text,
    primary key (consumer, topic, partition)
);

grant select on continuation to {{runtime}};
grant select, insert, update on refill, replay to {{runtime}};
grant delete on quarantine_edit to {{runtime}};
grant select, insert, update, delete on consumer_restart, consumer_partition to {{runtime}};
