-- Tenants, and the one way a table is made a tenant's.
create table yakusoku.organisations (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{1,62}$'),
  registered_at timestamptz not null default now()
);

-- Row-level security on a table whose rows belong to an organisation. Without the setting nothing matches.
create procedure yakusoku.protect(tenant_table regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format(
    'create policy tenant on %s using (organisation_id = current_setting(''yakusoku.organisation'', true))',
    tenant_table);
end $$;

-- Names this installation, so that its ledgers are told apart from those of every other.
create table yakusoku.installation (
  single boolean primary key default true check (single),
  id uuid not null default gen_random_uuid()
);
insert into yakusoku.installation default values;
