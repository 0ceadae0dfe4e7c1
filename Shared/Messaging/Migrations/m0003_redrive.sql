-- Redrives: jobs that let a fixed selection of what was set aside be tried again (MESSAGING.md §6). All that a job is
-- stands here, so that it outlives the command that asked for it and the process that runs it.
create table redrive (
    id            uuid primary key,
    status        text        not null check (status in ('running', 'paused', 'cancelled', 'done')),
    selection     text        not null,
    rate          integer     not null check (rate between 1 and 1000),
    cut_off       timestamptz not null,
    total         integer     not null,
    next_at       timestamptz not null,
    organisation  text        not null,
    operator      text        not null,
    reason        text        not null,
    finished_at   timestamptz
);
create index redrive_open on redrive (next_at) where finished_at is null;
create index redrive_finished on redrive (finished_at) where finished_at is not null;

-- What a job was given when it started, in the order in which it goes. `tries` is how often the message had been tried
-- when the job let it go; without an outcome it is still to come.
create table redrive_message (
    redrive     uuid    not null references redrive (id) on delete cascade,
    place       integer not null,
    quarantine  uuid    not null,
    tries       integer,
    outcome     text check (outcome in ('succeeded', 'failed', 'refused', 'discarded', 'gone', 'cancelled')),
    error       text,
    primary key (redrive, place)
);
-- A message is in one open job at the most: a second one of the same selection finds nothing to do.
create unique index redrive_message_open on redrive_message (quarantine) where outcome is null;
create index redrive_message_left on redrive_message (redrive, place) where outcome is null and tries is null;
create index redrive_message_given on redrive_message (redrive) where outcome is null and tries is not null;

-- How often the body was edited; the last edit is what handlers see, the row's own body stays as it came.
alter table quarantine add column edits integer not null default 0;

-- Sealed like the body, with who edited it and why.
create table quarantine_edit (
    quarantine    uuid        not null references quarantine (id) on delete cascade,
    number        integer     not null,
    body          bytea       not null,
    difference    bytea       not null,
    organisation  text        not null,
    operator      text        not null,
    reason        text        not null,
    at            timestamptz not null,
    primary key (quarantine, number)
);

-- For the cap on what of one organisation is refused, and for looking up.
create index quarantine_refused on quarantine (consumer, topic, id) where status = 'refused' and body is not null;
create index quarantine_key on quarantine (key);

grant select, insert, update, delete on redrive, redrive_message to {{runtime}};
grant select, insert on quarantine_edit to {{runtime}};
