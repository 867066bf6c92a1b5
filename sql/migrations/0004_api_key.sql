-- Tokens of the interface were sessions with all rights of their owner; they become keys that keep what they could.
INSERT INTO api_key (account, name, hint, hash, rights, kinds, days, created_at, created_by, expires_at, seen_at, seen_ip)
SELECT account, substr(data, 7), '(old)', id, 'read write delete personal', '*', 90, created_at, account, expires_at, seen_at, ip
FROM session WHERE data LIKE 'token %';
DELETE FROM session WHERE data LIKE 'token %';
ALTER TABLE session DROP COLUMN agent;
ALTER TABLE session DROP COLUMN data;
