-- A mail taken back while it was being handed over: if that attempt does not succeed, there is no other.
alter table messages.messages add column recalled boolean not null default false;
