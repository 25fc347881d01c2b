-- What was taken out of the premises: each take-out once, with its return.
create schema takeouts;

create table takeouts.log (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  -- Ids of the policy.
  category text not null,
  purpose text not null,
  ground text,
  client text,
  basis text not null check (basis in ('need', 'client-consent', 'exception')),
  items bigint not null check (items > 0),
  medium text not null,
  -- An id of a program or an operator, or a short hash; who it was is sealed in `details`.
  actor text not null,
  -- Who, where to and the document, sealed under a key of the take-out's own; so is what is said of the return.
  person_id uuid not null,
  details bytea not null,
  version text not null,
  taken_at timestamptz not null,
  taken_on date not null,
  return_by date not null,
  fact uuid not null,
  returned_on date,
  returned_at timestamptz,
  returned_kind text,
  returned_id text,
  return_details bytea,
  return_fact uuid,
  primary key (organisation_id, id),
  check ((returned_on is null) = (return_fact is null))
);
create index on takeouts.log (organisation_id, return_by) where returned_on is null;
call yakusoku.protect('takeouts.log');
