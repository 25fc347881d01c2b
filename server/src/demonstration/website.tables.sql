-- The website's own store. Times are text with Japan's offset, as the site writes them; truth values are 0 and 1.
create table newsletter_subscribers (
  id integer primary key,
  email text not null unique,
  name text not null,
  company text,
  language text not null,
  topics text not null,
  subscribed_at text not null,
  confirmed_at text,
  unsubscribed_at text
);
create table sessions (
  id text primary key,
  started_at text not null,
  ip_address text not null,
  user_agent text not null,
  language text not null,
  referrer text,
  subscriber_id integer references newsletter_subscribers (id)
) without rowid;
create table page_views (
  session_id text not null references sessions (id),
  sequence integer not null,
  path text not null,
  seconds integer not null,
  primary key (session_id, sequence)
) without rowid;
create table inquiries (
  id integer primary key,
  received_at text not null,
  name text not null,
  company text,
  email text not null,
  phone text,
  topic text not null,
  message text not null,
  contact_ref text,
  session_id text references sessions (id),
  answered_at text
);
create table downloads (
  id integer primary key,
  downloaded_at text not null,
  email text not null,
  company text,
  document text not null,
  session_id text not null references sessions (id)
);
create table consent_choices (
  id integer primary key,
  session_id text not null references sessions (id),
  decided_at text not null,
  functional integer not null,
  analytics integer not null,
  advertising integer not null,
  global_privacy_control integer not null,
  policy_version text not null
);
-- Left behind by a prize draw; no data map knows it, which the catalog is to find.
create table campaign_entries (
  id integer primary key,
  entered_at text not null,
  name text not null,
  email text not null,
  postal_code text not null,
  address text not null,
  birth_date text,
  comment text
);
