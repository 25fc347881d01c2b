-- The connected systems: where they are (sealed) and the data map that says what they hold.
create schema catalog;

create table catalog.sources (
  organisation_id text not null references yakusoku.organisations,
  key text not null,
  url bytea not null,
  map text not null,
  registered_at timestamptz not null,
  primary key (organisation_id, key)
);
call yakusoku.protect('catalog.sources');
