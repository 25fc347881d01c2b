-- What a request is searched by besides the proven address, sealed under the requester's key.
alter table requests.requests add column identities bytea;
