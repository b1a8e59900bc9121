-- No document leaves without a word. An edition that goes live names, for each file of the edition that it
-- supersedes and does not show itself, the reason why it is withdrawn or the file of its own that replaces it.
-- Who authorised it is asked by the verbs, which know the minimum terms.

CREATE FUNCTION reviews_guard_lineage() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.reviews_edition e JOIN public.reviews_attachment a ON a.edition_id = e.id
        WHERE e.page_id = NEW.page_id AND e.id <> NEW.id AND a.document_id IS NOT NULL
          -- One statement ends this period and begins the other: it may have been ended already.
          AND e.live_from < NEW.live_from AND (e.live_until IS NULL OR e.live_until >= NEW.live_from)
          AND NOT EXISTS (SELECT FROM public.reviews_attachment
                          WHERE edition_id = NEW.id AND document_id = a.document_id)
          AND NOT EXISTS (SELECT FROM public.reviews_lineage l
                          WHERE l.edition_id = NEW.id AND l.document_id = a.document_id AND l.reason <> ''
                            AND (l.successor_id IS NULL OR EXISTS (
                                SELECT FROM public.reviews_attachment
                                WHERE edition_id = NEW.id AND document_id = l.successor_id))))
    THEN
        RAISE EXCEPTION 'Edition % of page % takes a document away: say why, or which file replaces it.',
            NEW.number, NEW.page_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_lineage BEFORE UPDATE ON reviews_edition FOR EACH ROW
    WHEN (OLD.live_from IS NULL AND NEW.live_from IS NOT NULL)
    EXECUTE FUNCTION reviews_guard_lineage();
ALTER TABLE reviews_edition ENABLE ALWAYS TRIGGER guard_lineage;
