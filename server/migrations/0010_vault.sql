-- Keys and sealed files. A person's key is wrapped by the organisation's, that by the master key outside the database.
create schema vault;

create table vault.organisation_keys (
  organisation_id text not null references yakusoku.organisations,
  purpose text not null check (purpose in ('persons', 'index', 'own')),
  version int not null,
  master_key_id text not null,
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  primary key (organisation_id, purpose, version)
);
call yakusoku.protect('vault.organisation_keys');

create table vault.person_keys (
  organisation_id text not null references yakusoku.organisations,
  person_id uuid not null,
  key_version int not null,
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  primary key (organisation_id, person_id)
);
call yakusoku.protect('vault.person_keys');

-- Keyed hashes by which a person is found again without their address standing here.
create table vault.identifiers (
  organisation_id text not null,
  kind text not null,
  blind bytea not null,
  person_id uuid not null,
  primary key (organisation_id, kind, blind),
  foreign key (organisation_id, person_id) references vault.person_keys on delete cascade
);
create index on vault.identifiers (organisation_id, person_id);
call yakusoku.protect('vault.identifiers');

-- Whose key was destroyed and when; also kept outside the database, so that a restore can be followed by it.
create table vault.erasures (
  organisation_id text not null references yakusoku.organisations,
  person_id uuid not null,
  erased_at timestamptz not null,
  primary key (organisation_id, person_id)
);
call yakusoku.protect('vault.erasures');

create table vault.files (
  organisation_id text not null,
  id uuid not null,
  person_id uuid not null,
  bytes bigint not null,
  sha256 bytea not null,
  created_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references vault.person_keys on delete cascade
);
create index on vault.files (organisation_id, person_id);
call yakusoku.protect('vault.files');

create table vault.file_chunks (
  organisation_id text not null,
  file_id uuid not null,
  seq int not null,
  sealed bytea not null,
  primary key (organisation_id, file_id, seq),
  foreign key (organisation_id, file_id) references vault.files on delete cascade
);
alter table vault.file_chunks alter column sealed set storage external;
call yakusoku.protect('vault.file_chunks');
