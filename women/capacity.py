"""The cohort's limit of open seats, as the database keeps it."""

# Two people may offer the last seat at once: the second waits for the lock on the Practice, then counts again.
# A deferred check runs at commit, when the scope's setting is gone, so the function sets it for its own reads,
# with a seal that only the owner can write: a trigger's function is called by a row that has passed the wall.
CAPACITY_FUNCTION = """
CREATE OR REPLACE FUNCTION women_cohort_has_a_seat() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    scope_before text := current_setting('app.practice_id', true);
    seal_before text := current_setting('app.practice_id_seal', true);
    seats integer;
    taken integer;
BEGIN
    IF TG_RELID <> 'public.women_place'::regclass THEN
        RAISE EXCEPTION 'this checks places only';
    END IF;
    PERFORM set_config('app.practice_id', NEW.practice_id::text, true);
    PERFORM set_config('app.practice_id_seal', app_seal_of('app.practice_id', NEW.practice_id::text), true);
    PERFORM 1 FROM practices_practice WHERE id = NEW.practice_id FOR NO KEY UPDATE;
    SELECT capacity INTO seats FROM women_cohort WHERE id = NEW.cohort_id;
    SELECT count(*) INTO taken FROM women_place
        WHERE practice_id = NEW.practice_id AND offered_on IS NOT NULL
          AND declined_on IS NULL AND completed_on IS NULL AND closed_on IS NULL;
    PERFORM set_config('app.practice_id', coalesce(scope_before, ''), true);
    PERFORM set_config('app.practice_id_seal', coalesce(seal_before, ''), true);
    IF taken > seats THEN
        RAISE EXCEPTION 'all % seats of the cohort are taken', seats
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cohort_has_a_seat', TABLE = 'women_place';
    END IF;
    RETURN NULL;
END $$;
"""
