-- A duty may be named by the policy itself, and may end because nothing asks for it any more.
alter table duties.duties add column title jsonb;
alter table duties.duties add column withdrawn boolean not null default false;

-- What a policy promises to do again and again: the cycles of its duties and safeguards, and the evidence of each.
create schema programme;

-- The day from which an organisation's cycles count at the earliest, and what was last looked at.
create table programme.sweeps (
  organisation_id text primary key references yakusoku.organisations,
  begun date not null,
  swept_on date,
  version text
);
call yakusoku.protect('programme.sweeps');

create table programme.cycles (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  -- `duty:…` or `safeguard:…` of the policy.
  reference text not null,
  version text not null,
  -- The first day of the series that the cycle belongs to, and the period it is counted by.
  anchor date not null,
  every text not null,
  starts date not null,
  ends date not null,
  name jsonb not null,
  description jsonb,
  wanted jsonb not null,
  owner_role text not null,
  promises text[] not null,
  opened_at timestamptz not null,
  warn_at timestamptz,
  due_at timestamptz not null,
  reckoning jsonb not null,
  -- Key in the vault under which what is given as evidence is sealed.
  person_id uuid,
  state text not null check (state in ('open', 'completed', 'withdrawn')),
  ended_at timestamptz,
  ended_by_kind text,
  ended_by_id text,
  fact uuid,
  primary key (organisation_id, id),
  unique (organisation_id, reference, starts),
  check ((state = 'open') = (ended_at is null) and (state = 'open') = (fact is null))
);
create index on programme.cycles (organisation_id, due_at) where state = 'open';
call yakusoku.protect('programme.cycles');

create table programme.evidence (
  organisation_id text not null,
  cycle_id uuid not null,
  -- Id of the evidence in the policy.
  wanted text not null,
  kind text not null check (kind in ('file', 'record', 'reference')),
  given_at timestamptz not null,
  given_by_kind text not null,
  given_by_id text not null,
  fact uuid not null,
  sha256 bytea,
  bytes integer,
  media_type text,
  file_id uuid,
  sealed bytea,
  facts uuid[],
  primary key (organisation_id, cycle_id, wanted),
  foreign key (organisation_id, cycle_id) references programme.cycles
);
call yakusoku.protect('programme.evidence');
