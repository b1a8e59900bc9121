-- Whatever erases a document erases what was found in it, and what staff wrote about that.

CREATE FUNCTION reviews_erase_findings() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.reviews_finding SET why = '', recovered = '', picture = '' WHERE document_id = NEW.id;
    UPDATE public.reviews_waiver SET reason = 'Erased.' WHERE document_id = NEW.id;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION reviews_erase_findings FROM PUBLIC;

CREATE TRIGGER erase_findings AFTER UPDATE ON reviews_document
    FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION reviews_erase_findings();
ALTER TABLE reviews_document ENABLE ALWAYS TRIGGER erase_findings;
