-- Two people, whoever writes: nobody approves what they submitted, published alone or changed last, and
-- nothing goes live without a verdict that lets it. What was signed (the digest), and who else had a hand
-- in it, is for reviews/editions/approval.py and signing.py to say.
CREATE FUNCTION reviews_guard_approval() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.reviews_edition e
        WHERE e.page_id = NEW.page_id AND e.number = NEW.edition_number
          AND (e.edited_by_id = NEW.by_id OR EXISTS (
              SELECT FROM public.reviews_approval a
              WHERE a.page_id = e.page_id AND a.edition_number = e.number AND a.at >= e.created_at
                AND a.verdict IN ('submitted', 'overridden') AND a.by_id = NEW.by_id))) THEN
        RAISE EXCEPTION 'Edition % of page % cannot be approved by somebody who submitted it, published it alone or changed it last: this takes a second person.',
            NEW.edition_number, NEW.page_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_approval BEFORE INSERT ON reviews_approval
    FOR EACH ROW WHEN (NEW.verdict = 'approved') EXECUTE FUNCTION reviews_guard_approval();
ALTER TABLE reviews_approval ENABLE ALWAYS TRIGGER guard_approval;

CREATE FUNCTION reviews_guard_signed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.reviews_approval a
        WHERE a.verdict IN ('approved', 'overridden')
          AND a.id = (SELECT max(id) FROM public.reviews_approval
                      WHERE page_id = NEW.page_id AND edition_number = NEW.number AND at >= NEW.created_at)) THEN
        RAISE EXCEPTION 'Edition % of page % cannot go live: it is neither approved nor published without a second person.',
            NEW.number, NEW.page_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

-- After guard_edition and guard_return, which PostgreSQL runs in the order of their names.
CREATE TRIGGER guard_signed BEFORE UPDATE ON reviews_edition
    FOR EACH ROW WHEN (OLD.live_from IS NULL AND NEW.live_from IS NOT NULL)
    EXECUTE FUNCTION reviews_guard_signed();
ALTER TABLE reviews_edition ENABLE ALWAYS TRIGGER guard_signed;
