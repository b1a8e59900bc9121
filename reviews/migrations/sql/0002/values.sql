-- Values that the site could not read, or that would make it destroy the wrong file, whoever writes them.
-- Infinite times are refused by the operation FiniteTimes.

ALTER TABLE reviews_event ADD CONSTRAINT event_body_is_an_object CHECK (jsonb_typeof(body::jsonb) = 'object');

-- The names of a document's files contain its own hash, so that erasing it cannot delete another's bytes.
ALTER TABLE reviews_document ADD CONSTRAINT document_files_bear_its_hash CHECK (
    file ~ ('^' || left(sha256, 2) || '/' || sha256 || '[A-Za-z0-9_]*\.pdf$')
    AND cover ~ ('^' || left(sha256, 2) || '/' || sha256 || '[A-Za-z0-9_]*\.webp$'));

CREATE FUNCTION reviews_guard_new_document() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.erased_at IS NOT NULL THEN
        RAISE EXCEPTION 'A new document cannot be erased already: insert it without erased_at.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_new_document BEFORE INSERT ON reviews_document
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_new_document();
ALTER TABLE reviews_document ENABLE ALWAYS TRIGGER guard_new_document;
