-- P4: whose key was destroyed at the end of its retention, when, by whom and on which ground. Append-only.
create table content_destruction (
    key_id        uuid        primary key references content_key (id),
    subject       uuid        not null,
    kind          text        not null,
    ended_at      timestamptz not null,
    -- Of those whose content it sealed, the organisation that keeps longest, and its term.
    organisation  text        not null,
    term          text        not null,
    ground        text        not null,
    destroyed_by  text        not null,
    destroyed_at  timestamptz not null default clock_timestamp()
);
create index content_destruction_subject on content_destruction (subject);

-- P4: what is kept beyond its term until a person lifts it. Rows stay.
create table retention_hold (
    id                   uuid        primary key,
    subject              uuid        not null,
    reason               text        not null,
    organisation         text        not null,
    person               text        not null,
    set_at               timestamptz not null default clock_timestamp(),
    lifted_at            timestamptz,
    lifted_organisation  text,
    lifted_person        text,
    check ((lifted_at is null) = (lifted_person is null) and (lifted_at is null) = (lifted_organisation is null))
);
create index retention_hold_running on retention_hold (subject) where lifted_at is null;

-- What is still wrapped with an earlier key-encryption key.
create index content_key_version on content_key (key_version) where wrapped is not null;
create index content_key_content on content (key_id);

-- Nothing is sealed under a key that is gone: it could never be read, and nobody would know.
create function refuse_destroyed_key() returns trigger language plpgsql as $$
begin
    if exists (select from added join content_key k on k.id = added.key_id where k.wrapped is null) then
        raise exception 'the key of this content was destroyed' using errcode = 'KT410';
    end if;
    return null;
end $$;
create trigger content_key_lives after insert on content referencing new table as added
    for each statement execute function refuse_destroyed_key();

grant select, insert on content_destruction, retention_hold to {{runtime}};
grant update (lifted_at, lifted_organisation, lifted_person) on retention_hold to {{runtime}};
