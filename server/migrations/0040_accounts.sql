-- Operators and how they prove who they are. The first six tables are better-auth's (names mapped in
-- server/src/accounts/auth.ts, compared by a test); they belong to the installation, not to an organisation.
create schema accounts;

create table accounts.operators (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean default false,
  language text not null default 'ja' check (language in ('ja', 'en')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table accounts.sessions (
  id text primary key,
  operator_id text not null references accounts.operators on delete cascade,
  token text not null unique,
  -- How this session showed a second factor; null: not (yet).
  second_factor text check (second_factor in ('totp', 'passkey', 'backup-code')),
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on accounts.sessions (operator_id);

create table accounts.credentials (
  id text primary key,
  operator_id text not null references accounts.operators on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- Argon2id in PHC form.
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (operator_id, provider_id)
);

create table accounts.verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on accounts.verifications (identifier);

create table accounts.second_factors (
  id text primary key,
  operator_id text not null unique references accounts.operators on delete cascade,
  -- Encrypted by better-auth under the session secret, a file outside the database, like the backup codes.
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamptz
);
create index on accounts.second_factors (secret);

create table accounts.passkeys (
  id text primary key,
  operator_id text not null references accounts.operators on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz,
  aaguid text
);
create index on accounts.passkeys (operator_id);
create unique index on accounts.passkeys (credential_id);

-- A code of an authenticator works once: who used which, until it can no longer be valid.
create table accounts.used_codes (
  operator_id text not null references accounts.operators on delete cascade,
  code_hash text not null,
  used_at timestamptz not null,
  primary key (operator_id, code_hash)
);

-- Tries in a window of time, by keyed hash of what is limited (address, e-mail).
create table accounts.attempts (
  key text primary key,
  count integer not null,
  resets_at timestamptz not null
);

-- One-time links. Without organisation: made by whoever runs the server.
create table accounts.links (
  token_hash text primary key,
  operator_id text not null references accounts.operators on delete cascade,
  organisation_id text references yakusoku.organisations,
  purpose text not null check (purpose in ('join', 'recovery')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on accounts.links (operator_id);

create table accounts.memberships (
  organisation_id text not null references yakusoku.organisations,
  operator_id text not null references accounts.operators,
  roles text[] not null check (cardinality(roles) > 0),
  -- As the inviting organisation wrote it; another organisation's spelling is not shown before the person accepts.
  invited_name text not null,
  invited_at timestamptz not null,
  -- Null: invited, may not work here yet.
  accepted_at timestamptz,
  primary key (organisation_id, operator_id)
);
create index on accounts.memberships (operator_id);
call yakusoku.protect('accounts.memberships');
-- At sign-in no organisation is chosen yet: an operator may read (never write) the rows about themselves.
create policy own on accounts.memberships for select
  using (operator_id = current_setting('yakusoku.operator', true));

create table accounts.tokens (
  organisation_id text not null references yakusoku.organisations,
  id text not null,
  name text not null,
  secret_hash text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  owner_id text not null references accounts.operators,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, secret_hash)
);
call yakusoku.protect('accounts.tokens');
