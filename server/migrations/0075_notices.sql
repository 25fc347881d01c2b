-- Who is told of a change of the policy, how, and what became of it; who acknowledged which version.
create schema notices;

create table notices.notices (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  -- The notice of the pack and the way it goes out by; a version announces each once in each round.
  notice text not null,
  way text not null check (way in ('mail', 'website', 'talk', 'letter')),
  version text not null,
  previous text,
  -- Empty for a change; the day of the year's message otherwise.
  round text not null default '',
  effective date not null,
  state text not null check (state in ('gathering', 'open', 'closed')),
  -- Categories the change concerns; null is everybody.
  concerns jsonb,
  sources jsonb not null default '[]',
  planned_at timestamptz not null,
  -- A website notice is taken down after this day.
  shown_until date,
  -- Set when the addresses have all been gathered.
  gathered_at timestamptz,
  closed_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, notice, way, version, round)
);
create index on notices.notices (organisation_id, state);
call yakusoku.protect('notices.notices');

-- One row a person and notice; the address is sealed under the person's key.
create table notices.recipients (
  organisation_id text not null,
  notice_id uuid not null,
  person_id uuid not null,
  language text not null,
  address bytea not null,
  state text not null default 'waiting' check (state in ('waiting', 'queued', 'sent', 'failed', 'bounced')),
  message_id uuid,
  reason text,
  changed_at timestamptz not null,
  primary key (organisation_id, notice_id, person_id),
  foreign key (organisation_id, notice_id) references notices.notices
);
create index on notices.recipients (organisation_id, notice_id, state, person_id);
create unique index on notices.recipients (organisation_id, message_id) where message_id is not null;
call yakusoku.protect('notices.recipients');

-- Who is told in person or by letter: one row a client, named by what the connected system calls it, sealed.
create table notices.talks (
  organisation_id text not null,
  notice_id uuid not null,
  id uuid not null,
  key bytea not null,
  label text not null,
  name bytea not null,
  told_at timestamptz,
  told_by text,
  primary key (organisation_id, id),
  unique (organisation_id, notice_id, key),
  foreign key (organisation_id, notice_id) references notices.notices
);
call yakusoku.protect('notices.talks');

-- What a person did with a version: acknowledged it by a channel, or went on using the service under it.
create table notices.acceptances (
  organisation_id text not null references yakusoku.organisations,
  person_id uuid not null,
  version text not null,
  kind text not null check (kind in ('acknowledged', 'used')),
  channel text not null,
  at timestamptz not null,
  fact uuid not null,
  primary key (organisation_id, person_id, version, kind)
);
call yakusoku.protect('notices.acceptances');
