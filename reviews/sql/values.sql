-- Values that the site could never read, or that would lead it astray, whoever writes them.

-- PostgreSQL knows infinite times, Python does not.
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN SELECT table_name, column_name FROM information_schema.columns
                 WHERE table_schema = 'public' AND table_name LIKE 'reviews\_%'
                   AND data_type IN ('timestamp with time zone', 'date') LOOP
        EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (isfinite(%I))',
                       found.table_name, found.table_name || '_' || found.column_name || '_finite', found.column_name);
    END LOOP;
END $$;

ALTER TABLE reviews_event ADD CONSTRAINT event_body_is_an_object CHECK (jsonb_typeof(body::jsonb) = 'object');

-- A document names its own bytes and no others: what is destroyed with it is its own too.
ALTER TABLE reviews_document ADD CONSTRAINT document_files_bear_its_hash CHECK (
    file ~ ('^' || left(sha256, 2) || '/' || sha256 || '[A-Za-z0-9_]*\.pdf$')
    AND cover ~ ('^' || left(sha256, 2) || '/' || sha256 || '[A-Za-z0-9_]*\.webp$'));

CREATE FUNCTION reviews_guard_new_document() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.erased_at IS NOT NULL THEN
        RAISE EXCEPTION 'A document is not erased before it is there.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_new_document BEFORE INSERT ON reviews_document
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_new_document();
ALTER TABLE reviews_document ENABLE ALWAYS TRIGGER guard_new_document;
