-- The inventory of personal information: what is handled, for what, where and how long; nobody's data.
create schema inventory;

create table inventory.entries (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  no integer not null check (no > 0),
  -- `category/purpose` of the policy where the entry follows from it.
  source text,
  -- The policy or the systems no longer give what the entry followed from.
  gone boolean not null default false,
  state text not null check (state in ('open', 'closed')),
  revision integer not null check (revision > 0),
  cells jsonb not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  reviewed_at timestamptz,
  primary key (organisation_id, id)
);
create unique index on inventory.entries (organisation_id, no);
create unique index on inventory.entries (organisation_id, source) where source is not null;
call yakusoku.protect('inventory.entries');

-- Each revision whole: the history of an entry, and what an exported sheet is compared with.
create table inventory.revisions (
  organisation_id text not null references yakusoku.organisations,
  entry_id uuid not null,
  revision integer not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  what text not null check (what in ('added', 'changed', 'removed', 'reopened')),
  via text not null check (via in ('hand', 'import', 'policy')),
  reason text,
  cells jsonb not null,
  -- With the cells it gives the digest that stands in the fact.
  salt bytea not null,
  fact uuid not null,
  primary key (organisation_id, entry_id, revision),
  foreign key (organisation_id, entry_id) references inventory.entries
);
call yakusoku.protect('inventory.revisions');

create table inventory.reviews (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  scope text not null,
  label text not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  entries integer not null,
  fact uuid not null,
  primary key (organisation_id, id)
);
create index on inventory.reviews (organisation_id, scope, at);
call yakusoku.protect('inventory.reviews');

-- How an organisation reviews its inventory, and by which version of its policy it was last filled.
create table inventory.plans (
  organisation_id text primary key references yakusoku.organisations,
  review_by text not null default 'whole' check (review_by in ('whole', 'department')),
  filled_version text,
  filled_at timestamptz
);
call yakusoku.protect('inventory.plans');
