-- What the connected systems hold by the last scan, and where that differs from the data maps and the pack.
create table catalog.scans (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  source_key text not null,
  state text not null check (state in ('waiting', 'reading', 'done', 'failed')),
  requested_at timestamptz not null,
  ended_at timestamptz,
  tables_total integer,
  tables_done integer not null default 0,
  reason text,
  changes jsonb,
  primary key (organisation_id, id)
);
-- One scan of a system at a time.
create unique index on catalog.scans (organisation_id, source_key) where state in ('waiting', 'reading');
create index on catalog.scans (organisation_id, source_key, requested_at);
call yakusoku.protect('catalog.scans');

-- Names, types, counts and guesses; never a value.
create table catalog.surveys (
  organisation_id text not null references yakusoku.organisations,
  source_key text not null,
  scan_id uuid not null,
  scanned_at timestamptz not null,
  survey jsonb not null,
  primary key (organisation_id, source_key)
);
call yakusoku.protect('catalog.surveys');

-- One drift keeps its row and id for as long as the organisation exists, gone or not.
create table catalog.drift (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  identity text not null,
  finding jsonb not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  gone_at timestamptz,
  primary key (organisation_id, id)
);
create unique index on catalog.drift (organisation_id, identity);
call yakusoku.protect('catalog.drift');

-- What a person decided about a drift; `act` joins those decided at once, `note` is sealed.
create table catalog.decisions (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  drift_id uuid not null,
  act uuid not null,
  kind text not null,
  fingerprint text not null,
  until date,
  form text,
  note bytea,
  map_before text,
  map_after text,
  decided_at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  ended_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, drift_id) references catalog.drift
);
create unique index on catalog.decisions (organisation_id, drift_id) where ended_at is null;
create index on catalog.decisions (organisation_id, act);
call yakusoku.protect('catalog.decisions');
