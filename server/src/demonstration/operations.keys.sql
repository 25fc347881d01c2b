-- Keys, then the references (each checked over the whole table at once), then an index on every reference.
alter table clients add primary key (id);
alter table facilities add primary key (id);
alter table contacts add primary key (id);
alter table facility_access add primary key (facility_id, contact_id, area);
alter table contracts add primary key (id);
alter table schedules add primary key (id);
alter table visits add primary key (id);
alter table service_reports add primary key (visit_id, revision);
alter table haccp_records add primary key (id);
alter table invoices add primary key (id);
alter table invoice_lines add primary key (invoice_id, line);
alter table payments add primary key (id);
alter table call_logs add primary key (id);
alter table email_log add primary key (id);
alter table feedback add primary key (id);
alter table incidents add primary key (id);
alter table sensor_readings add primary key (facility_id, sensor, read_at);

alter table facilities add foreign key (client_id) references clients;
alter table contacts add foreign key (client_id) references clients,
  add foreign key (facility_id) references facilities;
alter table facility_access add foreign key (facility_id) references facilities,
  add foreign key (contact_id) references contacts;
alter table contracts add foreign key (client_id) references clients,
  add foreign key (signed_by_contact_id) references contacts;
alter table schedules add foreign key (contract_id) references contracts,
  add foreign key (facility_id) references facilities,
  add foreign key (arranged_with_contact_id) references contacts;
alter table visits add foreign key (schedule_id) references schedules,
  add foreign key (facility_id) references facilities,
  add foreign key (accepted_by_contact_id) references contacts;
alter table service_reports add foreign key (visit_id) references visits,
  add foreign key (signed_by_contact_id) references contacts;
alter table haccp_records add foreign key (visit_id, revision) references service_reports;
alter table invoices add foreign key (client_id) references clients,
  add foreign key (contract_id) references contracts,
  add foreign key (billing_contact_id) references contacts;
alter table invoice_lines add foreign key (invoice_id) references invoices;
alter table payments add foreign key (invoice_id) references invoices;
alter table call_logs add foreign key (caller_contact_id) references contacts,
  add foreign key (callee_contact_id) references contacts,
  add foreign key (facility_id) references facilities;
alter table email_log add foreign key (contact_id) references contacts;
alter table feedback add foreign key (facility_id) references facilities,
  add foreign key (contact_id) references contacts,
  add foreign key (visit_id) references visits;
alter table incidents add foreign key (facility_id) references facilities,
  add foreign key (reported_by_contact_id) references contacts;
alter table sensor_readings add foreign key (facility_id) references facilities;

create index on facilities (client_id);
create index on contacts (client_id);
create index on contacts (facility_id);
create index on contacts (email);
create index on contacts (mobile);
create index on facility_access (contact_id);
create index on contracts (client_id);
create index on contracts (signed_by_contact_id);
create index on schedules (contract_id);
create index on schedules (facility_id);
create index on schedules (arranged_with_contact_id);
create index on visits (schedule_id);
create index on visits (facility_id);
create index on visits (accepted_by_contact_id);
create index on service_reports (signed_by_contact_id);
create index on haccp_records (visit_id, revision);
create index on invoices (client_id);
create index on invoices (contract_id);
create index on invoices (billing_contact_id);
create index on payments (invoice_id);
create index on call_logs (caller_contact_id);
create index on call_logs (callee_contact_id);
create index on call_logs (facility_id);
create index on email_log (contact_id);
create index on email_log (from_address);
create index on email_log (to_address);
create index on feedback (facility_id);
create index on feedback (contact_id);
create index on feedback (visit_id);
create index on incidents (facility_id);
create index on incidents (reported_by_contact_id);
