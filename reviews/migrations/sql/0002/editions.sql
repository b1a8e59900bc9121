-- The past cannot be edited. A draft (live_from is null) changes freely. Once an edition has a period,
-- only the part of that period which lies in the future may change.
--
-- Whether a stored moment has passed is decided by clock_timestamp(), so that a statement which waited
-- for a lock cannot undo what the public saw while it waited. A moment that is newly written may not be
-- earlier than reviews_earliest().

-- The verbs write statement_timestamp(), which is in the past for a statement that waited or slept. Two
-- seconds are allowed, so that a long wait cannot be used to backdate.
CREATE FUNCTION reviews_earliest() RETURNS timestamptz
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN greatest(statement_timestamp(), clock_timestamp() - interval '2 seconds');
END $$;

CREATE FUNCTION reviews_guard_edition() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    name text := format('Edition %s of page %s', OLD.number, OLD.page_id);
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.live_from IS NOT NULL THEN
            RAISE EXCEPTION 'An edition begins as a draft: insert it without a period, then publish it.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF EXISTS (SELECT FROM public.reviews_page WHERE id = NEW.page_id AND erased_at IS NOT NULL) THEN
            RAISE EXCEPTION 'Page % has been erased: it has no further edition.', NEW.page_id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF public.reviews_erases_page(OLD.page_id) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF OLD.live_from IS NULL THEN
        IF TG_OP = 'UPDATE' AND NEW.live_from < public.reviews_earliest() THEN
            RAISE EXCEPTION '% cannot go live at %, which has passed: the past cannot be edited.', name, NEW.live_from
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF TG_OP = 'UPDATE' AND NEW.live_from IS NOT NULL THEN
            PERFORM public.reviews_lock_named_rows(NEW.id, NEW.page_id);
            IF EXISTS (SELECT FROM public.reviews_hold h WHERE h.page_id = NEW.page_id
                       AND NOT EXISTS (SELECT FROM public.reviews_release WHERE hold_id = h.id)) THEN
                RAISE EXCEPTION '% cannot go live: its page is on hold.', name
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF EXISTS (SELECT FROM public.reviews_attachment a JOIN public.reviews_document d ON d.id = a.document_id
                       WHERE a.edition_id = NEW.id AND d.erased_at IS NOT NULL) THEN
                RAISE EXCEPTION '% cannot go live: one of its files has been erased.', name
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '% has a period and stays on record: it cannot be deleted.', name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM public.reviews_guard_period(name, OLD.live_from, OLD.live_until, NEW.live_from, NEW.live_until);
    IF NOT (OLD.live_from > moment AND NEW.live_from IS NULL)
       AND to_jsonb(OLD) - '{live_from,live_until}'::text[] <> to_jsonb(NEW) - '{live_from,live_until}'::text[] THEN
        RAISE EXCEPTION '% is frozen because it has a period: open the next edition to change what the page says.', name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

-- Refuses to change a start or an end that has passed.
CREATE FUNCTION reviews_guard_period(
    name text, old_from timestamptz, old_until timestamptz, new_from timestamptz, new_until timestamptz
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    earliest timestamptz := public.reviews_earliest();
BEGIN
    IF new_from IS DISTINCT FROM old_from AND (old_from <= moment OR new_from < earliest) THEN
        RAISE EXCEPTION '%: when it went live has passed and cannot be changed (from % to %).', name, old_from, new_from
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF new_until IS DISTINCT FROM old_until AND (old_until <= moment OR new_until < earliest) THEN
        RAISE EXCEPTION '%: when it ended has passed and cannot be changed (from % to %).', name, old_until, new_until
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END $$;

-- Locks the page of an edition and the boards that it names until the edition has gone live, so that
-- nobody changes them meanwhile: from then on the triggers in pages.sql keep them as they are.
CREATE FUNCTION reviews_lock_named_rows(edition bigint, page bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM public.reviews_page WHERE id = page FOR SHARE;
    PERFORM FROM public.reviews_board
        WHERE id IN (SELECT board_id FROM public.reviews_page WHERE id = page
                     UNION SELECT board_id FROM public.reviews_boardrole WHERE edition_id = edition)
        ORDER BY id FOR SHARE;
END $$;

CREATE TRIGGER guard_edition BEFORE INSERT OR UPDATE OR DELETE ON reviews_edition
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_edition();
ALTER TABLE reviews_edition ENABLE ALWAYS TRIGGER guard_edition;

-- The parts of an edition are frozen with it; the operation FrozenWithEdition puts this trigger on their
-- tables. The trigger's argument names the column that points at the edition. The edition is locked while
-- a part is written, so that no part changes while another transaction gives the edition its period.
CREATE FUNCTION reviews_guard_part() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    before bigint;
    after bigint;
    frozen bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD) ->> TG_ARGV[0]; END IF;
    IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW) ->> TG_ARGV[0]; END IF;
    -- Two statements: a single one with the condition below would not lock a draft.
    PERFORM FROM public.reviews_edition WHERE id IN (before, after) ORDER BY id FOR SHARE;
    SELECT number INTO frozen FROM public.reviews_edition
        WHERE id IN (before, after) AND live_from IS NOT NULL;
    IF FOUND AND NOT public.reviews_erases_page(
        (SELECT page_id FROM public.reviews_edition WHERE id = before)) THEN
        RAISE EXCEPTION '% in % refused: edition % is frozen with all its parts because it has a period.',
            TG_OP, TG_TABLE_NAME, frozen USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
