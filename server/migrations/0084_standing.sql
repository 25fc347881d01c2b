-- How the organisation itself stands: what it registered, told, assessed, was allowed, and whom it cleared.
create schema standing;

-- One row what is registered under a name; what stood before is in the ledger.
create table standing.entries (
  organisation_id text not null references yakusoku.organisations,
  kind text not null check (kind in ('receiver', 'approval', 'assessment', 'filing', 'check', 'clearance',
    'assignment', 'notice', 'new-purpose')),
  id text not null,
  body jsonb not null,
  -- First and last day on which it stands; null is without an end.
  since date not null,
  until date,
  changed_at timestamptz not null,
  changed_by text not null,
  ended_at timestamptz,
  -- The fact that says what stands here.
  fact uuid not null,
  primary key (organisation_id, kind, id)
);
call yakusoku.protect('standing.entries');

-- Counts every change; its row is held to the end of the transaction, so that changes come one after the other.
create table standing.revisions (
  organisation_id text not null references yakusoku.organisations,
  revision bigint not null,
  primary key (organisation_id)
);
call yakusoku.protect('standing.revisions');
