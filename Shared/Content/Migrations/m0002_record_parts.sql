-- Which parts a record is about, so that who received one of them is known (O9).
alter table processing_record add column parts uuid[] not null default '{}';
create index processing_record_parts on processing_record using gin (parts);
