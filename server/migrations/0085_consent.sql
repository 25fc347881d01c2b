-- What is known of each person that the gate weighs. No name and no identifier stands here.
create schema consent;

-- Numbers the changes of an organisation. The row is held from the number to the commit: whoever sees a change sees
-- every change with a lower number.
create table consent.positions (
  organisation_id text not null references yakusoku.organisations,
  position bigint not null,
  primary key (organisation_id)
);
call yakusoku.protect('consent.positions');

create table consent.persons (
  organisation_id text not null references yakusoku.organisations,
  -- 128 bits of a keyed hash of the identifier that callers use for the person.
  person_key uuid not null,
  -- The person's key in the vault; null once it is destroyed.
  person_id uuid,
  -- What stands, without what is empty; null once the person is forgotten.
  state jsonb,
  -- The day of birth, sealed under the person's key.
  born bytea,
  position bigint not null,
  changed_at timestamptz not null,
  primary key (organisation_id, person_key),
  foreign key (organisation_id, person_id) references vault.person_keys on delete set null (person_id)
);
create index on consent.persons (organisation_id, position);
create index on consent.persons (organisation_id, person_id) where person_id is not null;
call yakusoku.protect('consent.persons');

-- Whoever destroys a person's key, and however, has the state forgotten in the same transaction, on every gate too.
create function consent.forget() returns trigger language plpgsql as $$
begin
  new.state := null;
  new.born := null;
  new.changed_at := now();
  update consent.positions set position = position + 1
    where organisation_id = new.organisation_id returning position into new.position;
  perform pg_notify('yakusoku_consent', new.organisation_id);
  return new;
end $$;
create trigger forget before update of person_id on consent.persons
  for each row when (old.person_id is not null and new.person_id is null) execute function consent.forget();
