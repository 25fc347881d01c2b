-- What somebody must do by a time, and what closed it.
create schema duties;

create table duties.duties (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  subject_label text not null,
  owner_role text not null,
  promises text[] not null,
  opened_at timestamptz not null,
  warn_at timestamptz,
  due_at timestamptz not null,
  reckoning jsonb not null,
  closed_at timestamptz,
  evidence uuid,
  primary key (organisation_id, id)
);
-- One open duty of a kind for a subject: opening it twice is the same duty.
create unique index on duties.duties (organisation_id, kind, subject_id) where closed_at is null;
create index on duties.duties (organisation_id, due_at) where closed_at is null;
create index on duties.duties (organisation_id, subject_id);
call yakusoku.protect('duties.duties');
