-- A page that was withdrawn does not return by an ordinary publication: only with an edition of which an
-- approver has confirmed, knowing the reason of this very withdrawal, that it may bring the page back.
CREATE FUNCTION reviews_guard_return() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.reviews_withdrawal w JOIN public.reviews_edition gone ON gone.id = w.edition_id
        WHERE gone.page_id = NEW.page_id
          AND NOT EXISTS (SELECT FROM public.reviews_edition later WHERE later.page_id = gone.page_id
                          AND later.id <> NEW.id AND later.live_from > gone.live_from)
          AND NOT EXISTS (SELECT FROM public.reviews_clearance c JOIN public.reviews_approval a ON a.id = c.approval_id
                          WHERE c.withdrawal_id = w.id AND a.verdict = 'approved'
                            AND a.page_id = NEW.page_id AND a.edition_number = NEW.number
                            AND a.at >= NEW.created_at)) THEN
        RAISE EXCEPTION 'Edition % of page % cannot go live: the page was withdrawn, and no approver has confirmed that this edition may bring it back.',
            NEW.number, NEW.page_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_return BEFORE UPDATE ON reviews_edition
    FOR EACH ROW WHEN (OLD.live_from IS NULL AND NEW.live_from IS NOT NULL)
    EXECUTE FUNCTION reviews_guard_return();
ALTER TABLE reviews_edition ENABLE ALWAYS TRIGGER guard_return;

-- A withdrawal's note changes by an erasure only, and its corrections with it.
CREATE FUNCTION reviews_erase_corrections() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.reviews_notecorrection SET public_note = NEW.public_note WHERE edition_id = NEW.edition_id;
    RETURN NULL;
END $$;

CREATE TRIGGER erase_corrections AFTER UPDATE ON reviews_withdrawal
    FOR EACH ROW EXECUTE FUNCTION reviews_erase_corrections();
ALTER TABLE reviews_withdrawal ENABLE ALWAYS TRIGGER erase_corrections;
