-- Publication: who published a version, its files as they were, drafts, and the count that tells other servers of news.
alter table policies.versions
  add column published_by jsonb not null default '{"kind": "system", "id": "yakusoku"}',
  add column approved_by jsonb,
  add column draft_id uuid,
  add column withdrawn_at timestamptz,
  add column withdrawn_by jsonb,
  add column withdrawn_reason text;

create table policies.files (
  organisation_id text not null references yakusoku.organisations,
  version text not null,
  path text not null check (path in ('pack.yaml', 'policy.ja.md', 'policy.en.md')),
  sha256 bytea not null,
  content text not null,
  primary key (organisation_id, version, path),
  foreign key (organisation_id, version) references policies.versions
);
call yakusoku.protect('policies.files');

-- A draft of the next version. `revision` grows with each save; `authors` are the operators whose work is in it.
create table policies.drafts (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  state text not null check (state in ('draft', 'sent-back', 'submitted', 'approved', 'published', 'discarded')),
  revision integer not null,
  origin text not null check (origin in ('console', 'folder')),
  based_on text,
  pack_yaml text not null,
  policy_ja text not null,
  policy_en text not null,
  authors text[] not null,
  created_at timestamptz not null,
  created_by jsonb not null,
  changed_at timestamptz not null,
  changed_by jsonb not null,
  submitted_at timestamptz,
  submitted_by jsonb,
  decided_at timestamptz,
  decided_by jsonb,
  reason text,
  published_version text,
  primary key (organisation_id, id)
);
create index on policies.drafts (organisation_id, changed_at);
call yakusoku.protect('policies.drafts');

-- Who saved which files of a draft, and when.
create table policies.saves (
  organisation_id text not null references yakusoku.organisations,
  draft_id uuid not null,
  revision integer not null,
  at timestamptz not null,
  by jsonb not null,
  sha256 bytea not null,
  changed text[] not null,
  primary key (organisation_id, draft_id, revision),
  foreign key (organisation_id, draft_id) references policies.drafts
);
call yakusoku.protect('policies.saves');

-- Grows with each publication and withdrawal of any organisation: every server looks at it once a second.
create table policies.news (
  single boolean primary key default true check (single),
  number bigint not null default 0
);
insert into policies.news default values;
