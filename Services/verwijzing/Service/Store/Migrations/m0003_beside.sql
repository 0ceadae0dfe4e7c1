-- What stands beside handovers: statements of a zaak that something became of, and disputes of a handover.
create index verklaring_zaak on aggregate (zaak, id) where kind = 'verklaring';
create index geschil_overdracht on aggregate ((state ->> 'overdracht'), id) where kind = 'geschil';
