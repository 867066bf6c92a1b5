-- Guesses are counted in login_failure, by the name that was typed; second factors have a table of their own.
ALTER TABLE account DROP COLUMN failures;
ALTER TABLE account DROP COLUMN locked_until;
ALTER TABLE account DROP COLUMN totp;
