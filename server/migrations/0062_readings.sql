-- Devices that send what they measure: what each is declared to send, and the readings, which are numbers only.
create table catalog.collectors (
  organisation_id text not null references yakusoku.organisations,
  key text not null,
  channel text not null,
  fields jsonb not null,
  declared_at timestamptz not null,
  primary key (organisation_id, key)
);
call yakusoku.protect('catalog.collectors');

create table catalog.readings (
  organisation_id text not null,
  id uuid not null default gen_random_uuid(),
  collector text not null,
  at timestamptz not null,
  measured jsonb not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, collector) references catalog.collectors
);
create index on catalog.readings (organisation_id, collector, at);
call yakusoku.protect('catalog.readings');
