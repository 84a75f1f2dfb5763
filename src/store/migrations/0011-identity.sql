-- The national number of a person, as a keyed hash: another house that says who somebody is
-- says a number, and it is held against this. The number itself stands nowhere (R-02).
alter table people add column identity_hash bytea;

-- One number belongs to one account in an organisation; somebody may work for two of them.
create unique index people_by_identity on people (organisation_id, identity_hash)
  where identity_hash is not null;
