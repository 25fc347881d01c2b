-- When codes were mailed: an hour's limit counts them wherever they were asked for. A round is one collecting: what an
-- earlier one brings too late is not taken for the newer one.
alter table requests.requests
  add column code_times timestamptz[] not null default '{}',
  add column round int not null default 1,
  drop column codes_sent;
