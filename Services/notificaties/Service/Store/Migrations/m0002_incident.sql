-- What was seen, judged, decided and ordered while something went wrong (C4). Append-only.
create table incident_entry (
    id            uuid        primary key,
    incident      uuid        not null,
    at            timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
    organisation  text        not null,
    person        text        not null,
    role          text        not null,
    phase         text        not null
        check (phase in ('beeldvorming', 'oordeelsvorming', 'besluitvorming', 'opdracht', 'coordinatie-en-controle')),
    oefening      boolean     not null,
    words         text        not null
);
create index incident_entry_order on incident_entry (incident, at, id);
grant select, insert on incident_entry to {{runtime}};
