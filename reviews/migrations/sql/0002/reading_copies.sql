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
