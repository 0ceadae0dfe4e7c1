-- People who signed in at this service's pages. The key is a digest of what the browser holds; the name is sealed.
create table web_session (
    key           bytea       primary key,
    organisation  text        not null,
    person        text        not null,
    scopes        text[]      not null,
    name          bytea       not null,
    form_token    text        not null,
    started_at    timestamptz not null default clock_timestamp(),
    seen_at       timestamptz not null default clock_timestamp(),
    ends_at       timestamptz not null
);
create index web_session_person on web_session (organisation, person);
create index web_session_end on web_session (ends_at);
grant select, insert, update, delete on web_session to {{runtime}};

-- How people are called who signed in here, sealed: the register, and so Kafka, knows an id that says nothing.
create table web_person (
    organisation  text        not null,
    person        text        not null,
    name          bytea       not null,
    seen_at       timestamptz not null default clock_timestamp(),
    primary key (organisation, person)
);
grant select, insert, update, delete on web_person to {{runtime}};
