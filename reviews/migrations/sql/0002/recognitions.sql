-- What was asked for the drafts of a page goes with the page, before its drafts are deleted; and what was asked
-- of a document, with the document.
CREATE FUNCTION reviews_erase_recognitions() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.reviews_recognition a USING public.reviews_edition e, public.reviews_erasurerequest r
        WHERE r.id = NEW.request_id AND e.id = a.edition_id AND e.page_id = r.page_id
          AND (r.document_id IS NULL OR r.document_id = a.document_id);
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION reviews_erase_recognitions FROM PUBLIC;

CREATE TRIGGER erase_recognitions AFTER INSERT ON reviews_erasure
    FOR EACH ROW EXECUTE FUNCTION reviews_erase_recognitions();
ALTER TABLE reviews_erasure ENABLE ALWAYS TRIGGER erase_recognitions;
