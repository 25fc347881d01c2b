-- An RFC 6962 tree for each organisation. Facts are inserted by the business transaction without a number;
-- the sequencer numbers what is committed.
create schema ledger;

create table ledger.trees (
  organisation_id text not null references yakusoku.organisations,
  origin text not null,
  verification_key text not null,
  signing_key bytea not null,
  size bigint not null default 0,
  inspected_at timestamptz,
  inspected_size bigint,
  damage jsonb,
  primary key (organisation_id)
);
call yakusoku.protect('ledger.trees');

-- `entry` is the leaf, in canonical JSON; the other columns are only there to find it.
create table ledger.facts (
  organisation_id text not null,
  id uuid not null,
  type text not null,
  subject_id text,
  leaf_hash bytea not null,
  entry text not null,
  primary key (organisation_id, id)
);
create index on ledger.facts (organisation_id, subject_id, id) where subject_id is not null;
create index on ledger.facts (organisation_id, type, id);
call yakusoku.protect('ledger.facts');

-- The newest numbered fact that serves a promise; written by the sequencer alone, so that nobody waits for it.
create table ledger.promise_facts (
  organisation_id text not null,
  promise_id text not null,
  fact_id uuid not null,
  primary key (organisation_id, promise_id)
);
call yakusoku.protect('ledger.promise_facts');

-- Committed facts without a number yet, a row for each appended lot, with all that the sequencer needs of them:
-- it never reads the facts themselves. `id` is the first fact's; `newest` is the newest fact of each promise.
create table ledger.pending (
  organisation_id text not null,
  id uuid not null,
  fact_ids uuid[] not null,
  leaf_hashes bytea not null,
  newest jsonb not null,
  primary key (organisation_id, id)
);
alter table ledger.pending set (autovacuum_vacuum_scale_factor = 0.02);
alter table ledger.pending alter column fact_ids set storage external, alter column leaf_hashes set storage external;
call yakusoku.protect('ledger.pending');

-- Which fact stands at which leaf: up to 128 neighbouring leaves a row. `newest_id` is the newest fact of this row
-- and of all before it: a fact is found from the first row that is not older than it, a few rows on at most, since
-- ids are of the time of appending and numbers of the time of commit.
create table ledger.leaves (
  organisation_id text not null,
  first_index bigint not null,
  fact_ids uuid[] not null,
  newest_id uuid not null,
  primary key (organisation_id, first_index)
);
create index on ledger.leaves (organisation_id, newest_id, first_index);
alter table ledger.leaves alter column fact_ids set storage plain;
call yakusoku.protect('ledger.leaves');

-- C2SP tlog-tiles: 32 bytes a hash, up to 256 hashes a tile.
create table ledger.tiles (
  organisation_id text not null,
  level int not null,
  tile_index bigint not null,
  hashes bytea not null,
  primary key (organisation_id, level, tile_index)
);
alter table ledger.tiles alter column hashes set storage external;
call yakusoku.protect('ledger.tiles');

create table ledger.checkpoints (
  organisation_id text not null,
  size bigint not null,
  note text not null,
  signed_at timestamptz not null,
  primary key (organisation_id, size)
);
call yakusoku.protect('ledger.checkpoints');
