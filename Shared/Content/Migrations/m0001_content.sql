-- Content that identifies people: encrypted, with a key per person concerned within a dossier.

create table content_key (
    id            uuid primary key,
    dossier       uuid        not null,
    person        text        not null,
    wrapped       bytea,
    key_version   text        not null,
    created_at    timestamptz not null default clock_timestamp(),
    destroyed_at  timestamptz,
    check ((wrapped is null) = (destroyed_at is not null)),
    unique (dossier, person)
);

create table content (
    id            uuid primary key,
    organisation  text        not null,
    dossier       uuid        not null,
    part          text        not null,
    version       integer     not null,
    key_id        uuid        not null references content_key (id),
    sealed        bytea       not null,
    created_at    timestamptz not null default clock_timestamp(),
    unique (dossier, part, key_id, version)
);

-- Every processing of personal data, reading too (STANDARDS.md §8). Append-only; written before content is given.
create table processing_record (
    id                    uuid        primary key,
    trace_id              text        not null,
    span_id               text        not null,
    parent_span_id        text,
    status                text        not null,
    name                  text        not null,
    start_time            timestamptz not null default clock_timestamp(),
    end_time              timestamptz,
    resource              text        not null,
    activity_id           text        not null,
    data_subject_id       text        not null,
    data_subject_id_type  text        not null,
    foreign_processor     text,
    user_id               text        not null,
    organisation          text        not null,
    role                  text        not null,
    purpose               text        not null,
    network_address       text        not null
);
create index processing_record_subject on processing_record (data_subject_id, start_time);

grant select, insert on content, processing_record to {{runtime}};
grant select, insert, update on content_key to {{runtime}};
