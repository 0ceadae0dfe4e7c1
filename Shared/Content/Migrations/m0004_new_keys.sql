-- P4: after a key was destroyed, new content of that person in that dossier gets another; what the first sealed stays gone.
-- Of the keys that live there is one.
alter table content_key drop constraint content_key_dossier_person_key;
alter table content_key add constraint content_key_lives unique nulls not distinct (dossier, person, destroyed_at);
