-- What the gate was asked and answered: counted by day, without persons.
create schema gate;

create table gate.uses (
  organisation_id text not null references yakusoku.organisations,
  day date not null,
  answer text not null check (answer in ('permit', 'deny', 'gap')),
  reason text not null,
  act text not null,
  category text not null,
  purpose text not null,
  -- Empty where there is none.
  recipient text not null,
  roles text not null,
  actor text not null,
  count bigint not null,
  last_at timestamptz not null,
  promises text[] not null,
  primary key (organisation_id, day, answer, reason, act, category, purpose, recipient, roles, actor)
);
call yakusoku.protect('gate.uses');
