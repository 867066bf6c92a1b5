-- Table deadline became due, with stages; the job `recount` fills it again.
DROP TABLE IF EXISTS deadline;
