-- Code tokens that the house has bought, as their vendor's file brought them in. A token belongs to
-- whoever has shown a code from it: to the method with the same handle, and to nobody when that is
-- gone. Nothing here says which token is whose a second time.

create table tokens (
  -- The keyed hash of the serial number: the same as in `methods`, so that the two meet.
  handle bytea primary key,
  -- Keyed too: one seed under two serial numbers is one token (ATK-ENR-10).
  seed_hash bytea not null unique,
  -- The last four signs of the serial number, to tell one from another in a list.
  ending text not null,
  -- The seed and how its codes are made, sealed to this row (R-06).
  sealed bytea not null,
  added_at timestamptz not null
);
