-- What was provided to third parties and received from them, as the law asks it to be recorded. Rows are added, never
-- changed: a correction is a row of its own.
create schema recipients;

create table recipients.records (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  direction text not null check (direction in ('provision', 'receipt')),
  law text not null,
  -- Ids in that law: the grounds of the act, and the kinds of record they call for.
  grounds text[] not null,
  kinds text[] not null,
  person_related boolean not null,
  -- The other side is found by the vault's keyed hash of its name; what it is called is sealed in `details`.
  counterparty uuid not null,
  counterpart text not null check (counterpart in ('company', 'sole-trader', 'private-person', 'public-body')),
  country text not null,
  -- Ids of the policy: the way in, or the class of receivers, and the kinds of data.
  channel text,
  recipient text,
  data text[] not null,
  persons integer not null check (persons >= 0),
  method text not null check (method in ('each-time', 'batch', 'contract-substitute')),
  -- The days of the act; `last_day` is null while a series goes on, both are where the law asks for none and none was told.
  first_day date,
  last_day date,
  made_on date not null,
  -- Null while the day it counts from has not come.
  kept_until date,
  -- Fields that stand in an earlier record and were not told again.
  earlier uuid,
  omitted text[] not null,
  corrects uuid,
  -- Counterparty, history, publication, consent and reason of the correction, sealed under the counterparty's key.
  details bytea not null,
  version text not null,
  actor_kind text not null,
  actor_id text not null,
  at timestamptz not null,
  fact uuid not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, earlier) references recipients.records,
  foreign key (organisation_id, corrects) references recipients.records
);
create unique index on recipients.records (organisation_id, corrects) where corrects is not null;
create index on recipients.records (organisation_id, counterparty);
call yakusoku.protect('recipients.records');

-- The people a record is about, each identified under their own key.
create table recipients.persons (
  organisation_id text not null,
  record_id uuid not null,
  person_id uuid not null,
  identity bytea not null,
  primary key (organisation_id, record_id, person_id),
  foreign key (organisation_id, record_id) references recipients.records
);
create index on recipients.persons (organisation_id, person_id);
call yakusoku.protect('recipients.persons');
