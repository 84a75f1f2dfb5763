-- Other houses that speak SAML to us. An assertion counts once, on every node and after every
-- restart.

create table saml_assertions_used (
  id_hash bytea primary key,
  expires_at timestamptz not null
);
create index saml_assertions_used_by_end on saml_assertions_used (expires_at);

-- What another house last said of itself, sealed, so that a node that starts while that one is away
-- still knows its keys.
create table saml_descriptions (
  connection_id text primary key,
  sealed bytea not null,
  fetched_at timestamptz not null
);

-- An answer is posted by another site, where no cookie of ours comes along: it waits here, sealed,
-- until the browser has been led to its own page. A crash empties it, and somebody begins anew.
create unlogged table saml_arrivals (
  handle_hash bytea primary key,
  sealed bytea not null,
  expires_at timestamptz not null
);
create index saml_arrivals_by_end on saml_arrivals (expires_at);
