-- Which version of the record entered the state: a move is taken back to the version before it.
ALTER TABLE state_entry ADD COLUMN version INTEGER;
