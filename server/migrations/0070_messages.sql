-- Mails that leave, one row a mail. Recipient, subject, text and names of attachments are sealed under the person's key.
create schema messages;

create table messages.messages (
  organisation_id text not null references yakusoku.organisations,
  id uuid not null,
  kind text not null,
  person_id uuid not null,
  subject_kind text,
  subject_id text,
  language text not null,
  sealed bytea not null,
  -- Header Message-ID: fixed when queued, so that a mail sent twice is the same mail to whoever receives it.
  message_id text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts int not null default 0,
  queued_at timestamptz not null,
  -- Held by the worker that is sending; after this moment another may try.
  leased_until timestamptz,
  ended_at timestamptz,
  provider_id text,
  last_error text,
  primary key (organisation_id, id)
);
create index on messages.messages (organisation_id, queued_at desc, id);
create index on messages.messages (organisation_id, subject_id) where subject_id is not null;
create index on messages.messages (organisation_id, person_id);
call yakusoku.protect('messages.messages');
