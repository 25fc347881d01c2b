-- The packs in force: each version once, unchangeable, its hash in the ledger.
create schema policies;

create table policies.versions (
  organisation_id text not null references yakusoku.organisations,
  version text not null,
  sha256 bytea not null,
  pack text not null,
  effective date not null,
  published_at timestamptz not null,
  primary key (organisation_id, version)
);
call yakusoku.protect('policies.versions');
