-- Applications that speak SAML. A key that signs for them is published in a certificate, which
-- stays as it was made: some of them hold on to its fingerprint.

alter table signing_keys
  add column certificate bytea;

alter table sessions
  -- By application: the name its person was told by, so that the end of the session is told alike.
  add column saml jsonb not null default '{}';

-- What waits for the browser to come back, and which requests have been answered. A crash empties
-- it: then somebody begins anew, and nobody is let in.
create unlogged table saml_moments (
  id_hash bytea primary key,
  payload jsonb not null,
  expires_at timestamptz not null
);
create index saml_moments_by_end on saml_moments (expires_at);
