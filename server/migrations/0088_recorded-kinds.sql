-- What deciding again needs of answers: kinds of questions, of people who stood alike, counted by day. No person, no
-- identifier, no time of the day (docs/decisions/0016).
create table gate.kinds (
  organisation_id text not null references yakusoku.organisations,
  day date not null,
  -- First half of the SHA-256 of question, person, least, answer and reason.
  kind bytea not null check (length(kind) = 16),
  question jsonb not null,
  -- How the people stood; null: asked about nobody in particular.
  person jsonb,
  -- Only what decided is kept of the person, because too few stood alike.
  least boolean not null,
  answer text not null check (answer in ('permit', 'deny', 'gap')),
  reason text not null,
  count bigint not null,
  primary key (organisation_id, day, kind)
);
call yakusoku.protect('gate.kinds');
