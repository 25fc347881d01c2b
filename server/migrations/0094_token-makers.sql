-- By which token a token was made: where that one is revoked, whoever stole it keeps nothing they made with it.
alter table accounts.tokens add column made_by text;
alter table accounts.tokens add foreign key (organisation_id, made_by) references accounts.tokens (organisation_id, id);
create index on accounts.tokens (organisation_id, made_by) where made_by is not null;
