-- Whatever erases a document erases its words as a web page.

CREATE FUNCTION reviews_erase_reading_copy() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.reviews_readingcopy SET html = '', accessibility = '{}' WHERE document_id = NEW.id;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION reviews_erase_reading_copy FROM PUBLIC;

CREATE TRIGGER erase_reading_copy AFTER UPDATE ON reviews_document
    FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION reviews_erase_reading_copy();
ALTER TABLE reviews_document ENABLE ALWAYS TRIGGER erase_reading_copy;

-- A reading copy that comes late, of a document that is being erased: made anew because it was missing, or
-- by somebody who uploads the same file at that moment. Its words would outlive the erasure.
CREATE FUNCTION reviews_guard_reading_copy() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM public.reviews_require_unerased(NEW.document_id, 'it gets no reading copy any more.');
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION reviews_guard_reading_copy FROM PUBLIC;

CREATE TRIGGER guard_reading_copy BEFORE INSERT ON reviews_readingcopy
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_reading_copy();
ALTER TABLE reviews_readingcopy ENABLE ALWAYS TRIGGER guard_reading_copy;
