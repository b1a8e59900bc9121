-- Files that were sent for the drafts of a page and are in no saved row yet go with the page, before its drafts
-- are deleted; and those with the bytes of a document, or that became it, go with the document.
CREATE FUNCTION reviews_erase_uploads() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.reviews_upload u USING public.reviews_edition e, public.reviews_erasurerequest r
        WHERE r.id = NEW.request_id AND e.id = u.edition_id AND r.document_id IS NULL AND e.page_id = r.page_id;
    DELETE FROM public.reviews_upload u USING public.reviews_erasurerequest r, public.reviews_document d
        WHERE r.id = NEW.request_id AND d.id = r.document_id
          AND (u.document_id = d.id OR u.sha256 = d.sha256 OR u.sha256 IN (
              SELECT sha256 FROM public.reviews_original WHERE document_id = d.id));
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION reviews_erase_uploads FROM PUBLIC;

CREATE TRIGGER erase_uploads AFTER INSERT ON reviews_erasure
    FOR EACH ROW EXECUTE FUNCTION reviews_erase_uploads();
ALTER TABLE reviews_erasure ENABLE ALWAYS TRIGGER erase_uploads;
