-- Where a person gets mail, and when (N6). The address itself is sealed in content, under a key of its own.
create table mail_recipient (
    organisation   text        not null,
    person         text        not null,
    content        uuid        not null references content (id),
    dossier        uuid        not null,
    -- Since when a mail server will not have this address, and with which code.
    refused_at     timestamptz,
    refused_reply  text,
    -- Minutes since midnight in Europe/Amsterdam.
    quiet_from     smallint    not null check (quiet_from between 0 and 1439),
    quiet_until    smallint    not null check (quiet_until between 0 and 1439),
    quiet_weekend  boolean     not null,
    digest         text        not null check (digest in ('uit', 'per-uur', 'dagelijks')),
    digest_at      smallint    not null check (digest_at between 0 and 1439),
    set_at         timestamptz not null default clock_timestamp(),
    primary key (organisation, person)
);
grant select, insert, update, delete on mail_recipient to {{runtime}};

-- One mail that one step of a task asks for, written with the event that asks for it. References only (N3).
create table mail (
    id            uuid        primary key,
    task          uuid        not null,
    organisation  text        not null,
    person        text        not null,
    urgent        boolean     not null,
    exercise      boolean     not null,
    since         timestamptz not null,
    made_at       timestamptz not null default clock_timestamp(),
    next_at       timestamptz not null default clock_timestamp(),
    -- A sender has it, until next_at.
    claimed       boolean     not null default false,
    attempts      integer     not null default 0,
    -- Why it waits: a code, or null.
    failure       text,
    -- The mail that told of it, also in its Message-ID; several tasks may be told of in one.
    bundle        uuid,
    done_at       timestamptz,
    outcome       text,
    reply         text,
    check ((done_at is null) = (outcome is null))
);
create index mail_due on mail (urgent desc, next_at) where done_at is null;
create index mail_person on mail (organisation, person) where done_at is null;
create index mail_done on mail (done_at) where done_at is not null;
grant select, insert, update, delete on mail to {{runtime}};
