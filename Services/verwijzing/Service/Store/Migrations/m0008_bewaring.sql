-- P4: whether the veiligheidsteam closed the casus of a zaak.
create index casussluiting_zaak on aggregate (((state ->> 'zaak')::uuid)) where kind = 'casussluiting';
