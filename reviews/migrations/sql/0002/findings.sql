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

-- A finding that comes late: to a document that is being erased, or with the waiver of an earlier check,
-- of the same file or of another cleaned copy of the same original, which differs in title and author only.

-- An erasure leaves no words that were found meanwhile.
CREATE FUNCTION reviews_guard_finding() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM public.reviews_require_unerased(NEW.document_id, 'nothing can be found in it any more.');
    IF NEW.earlier_waiver_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.reviews_waiver w JOIN public.reviews_finding f ON f.id = w.finding_id
            JOIN public.reviews_documentcheck before ON before.id = f.source_id
            JOIN public.reviews_documentcheck now ON now.id = NEW.source_id
        WHERE w.id = NEW.earlier_waiver_id
          AND (f.kind, f.severity, f.page, f.box, f.why, f.recovered)
            = (NEW.kind, NEW.severity, NEW.page, NEW.box, NEW.why, NEW.recovered)
          AND (f.document_id = NEW.document_id
               OR before.cleaned_from <> '' AND before.cleaned_from = now.cleaned_from)
          AND (f.box <> '{}' OR f.recovered <> ''
               OR f.document_id <> NEW.document_id AND before.version = now.version)) THEN
        RAISE EXCEPTION 'A waiver counts for the very same finding only: settle this one by itself.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION reviews_guard_finding FROM PUBLIC;

CREATE TRIGGER guard_finding BEFORE INSERT ON reviews_finding
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_finding();
ALTER TABLE reviews_finding ENABLE ALWAYS TRIGGER guard_finding;
