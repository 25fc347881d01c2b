-- Requests of data subjects. Names, addresses, notes and explanations are sealed under the person's key.
create schema requests;

create table requests.requests (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  number text not null,
  kind text not null,
  state text not null,
  language text not null,
  person_id uuid not null,
  asked_at timestamptz not null,
  ask bytea not null,
  code_hash bytea,
  code_expires_at timestamptz,
  code_attempts int not null default 0,
  codes_sent int not null default 0,
  secret_hash bytea,
  received_at timestamptz,
  due_at timestamptz,
  warn_at timestamptz,
  due_on date,
  reckoning jsonb not null default '[]',
  sources jsonb not null default '[]',
  found_file uuid,
  found_at timestamptz,
  exclusions bytea,
  refusal_ground text,
  refusal_explanation bytea,
  approved_by text,
  package_file uuid,
  package_bytes bigint,
  download_hash bytea,
  download_expires_at timestamptz,
  fetched_at timestamptz,
  ended_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, number)
);
create index on requests.requests (organisation_id, state, id);
create index on requests.requests (organisation_id, person_id);
create index on requests.requests (organisation_id, download_hash) where download_hash is not null;
call yakusoku.protect('requests.requests');

-- When an operator last looked at a part of a request: looking again within minutes is the same reading.
create table requests.readings (
  organisation_id text not null,
  request_id uuid not null,
  reader text not null,
  part text not null,
  read_at timestamptz not null,
  primary key (organisation_id, request_id, reader, part)
);
call yakusoku.protect('requests.readings');
