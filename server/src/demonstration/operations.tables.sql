-- The operations system of a fictional cleaning company: tables only. Keys and indexes follow after the load,
-- which takes a third of the time that way.
create table clients (
  id integer not null,
  name text not null,
  name_kana text not null,
  sector text not null,
  corporate_number char(13) not null,
  postal_code text not null,
  address text not null,
  phone text not null,
  insurance text not null,
  credit_rating text not null,
  yearly_budget integer not null,
  client_since date not null
);
create table facilities (
  id integer not null,
  client_id integer not null,
  name text not null,
  kind text not null,
  postal_code text not null,
  address text not null,
  phone text not null,
  area_m2 integer not null,
  floor_plan text not null,
  haccp boolean not null
);
create table contacts (
  id integer not null,
  client_id integer not null,
  facility_id integer not null,
  family_name text not null,
  given_name text not null,
  family_kana text not null,
  given_kana text not null,
  title text not null,
  department text not null,
  phone text not null,
  mobile text not null,
  email text not null,
  preferred_method text not null,
  language text not null,
  note text,
  created_at timestamptz not null,
  birthday date -- somebody added it for greeting cards; no data map knows it
);
create table facility_access (
  facility_id integer not null,
  contact_id integer not null,
  area text not null,
  granted_on date not null,
  key_number text not null,
  procedure text not null,
  emergency_phone text not null
);
create table contracts (
  id integer not null,
  client_id integer not null,
  number text not null,
  signed_by_contact_id integer not null,
  starts_on date not null,
  ends_on date,
  monthly_price integer not null,
  service_level text not null
);
create table schedules (
  id integer not null,
  contract_id integer not null,
  facility_id integer not null,
  arranged_with_contact_id integer not null,
  service text not null,
  every_days smallint not null,
  starts_at time not null
);
create table visits (
  id integer not null,
  schedule_id integer not null,
  facility_id integer not null,
  planned_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  team text not null,
  status text not null,
  accepted_by_contact_id integer,
  remark text
);
create table service_reports (
  visit_id integer not null,
  revision smallint not null,
  completed_at timestamptz not null,
  score smallint not null,
  items_checked smallint not null,
  signed_by_contact_id integer,
  remark text
);
create table haccp_records (
  id integer not null,
  visit_id integer not null,
  revision smallint not null,
  checked_at timestamptz not null,
  item text not null,
  celsius numeric(4, 1),
  passed boolean not null,
  corrective_action text
);
create table invoices (
  id integer not null,
  client_id integer not null,
  contract_id integer not null,
  billing_contact_id integer not null,
  number text not null,
  addressee text not null,
  issued_on date not null,
  due_on date not null,
  total integer not null,
  status text not null
);
create table invoice_lines (
  invoice_id integer not null,
  line smallint not null,
  description text not null,
  quantity smallint not null,
  unit_price integer not null,
  amount integer not null
);
create table payments (
  id integer not null,
  invoice_id integer not null,
  paid_on date not null,
  amount integer not null,
  method text not null,
  payer_name text not null
);
create table call_logs (
  id integer not null,
  started_at timestamptz not null,
  seconds integer not null,
  direction text not null,
  caller_contact_id integer,
  callee_contact_id integer,
  number text not null,
  facility_id integer not null,
  handled_by text not null,
  summary text not null
);
create table email_log (
  id integer not null,
  sent_at timestamptz not null,
  direction text not null,
  contact_id integer,
  from_address text not null,
  to_address text not null,
  cc_addresses text[] not null,
  subject text not null,
  body text not null
);
create table feedback (
  id integer not null,
  facility_id integer not null,
  contact_id integer not null,
  visit_id integer,
  received_at timestamptz not null,
  channel text not null,
  rating smallint not null,
  comment text not null
);
create table incidents (
  id integer not null,
  facility_id integer not null,
  reported_by_contact_id integer,
  happened_at timestamptz not null,
  kind text not null,
  description text not null,
  corrective_action text not null,
  closed_on date
);
create table sensor_readings (
  facility_id integer not null,
  sensor text not null,
  read_at timestamptz not null,
  metric text not null,
  value numeric(6, 2) not null
);
