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
  promises text[] not null,
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

-- Facts without a number yet, with all that the sequencer needs of them: it never reads the facts themselves.
create table ledger.pending (
  organisation_id text not null,
  fact_id uuid not null,
  leaf_hash bytea not null,
  promises text[] not null,
  primary key (organisation_id, fact_id)
);
alter table ledger.pending set (autovacuum_vacuum_scale_factor = 0.02);
call yakusoku.protect('ledger.pending');

create table ledger.leaves (
  organisation_id text not null,
  leaf_index bigint not null,
  fact_id uuid not null,
  primary key (organisation_id, leaf_index),
  unique (organisation_id, fact_id)
);
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
