-- A duty closes with the fact that is its evidence, and with nothing else.
alter table duties.duties add constraint closed_with_evidence check ((closed_at is null) = (evidence is null));
