-- A board that a public page names stays as it was then, but for how readers reach it and get help, and its
-- colour; and boards do not succeed each other in a circle.

CREATE FUNCTION reviews_guard_board() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - '{contact_email,telephone,website,help_lines,colour}'::text[]
                          = to_jsonb(NEW) - '{contact_email,telephone,website,help_lines,colour}'::text[] THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM public.reviews_edition e JOIN public.reviews_page p ON p.id = e.page_id
               WHERE p.board_id = OLD.id AND e.live_from IS NOT NULL)
       OR EXISTS (SELECT FROM public.reviews_boardrole r JOIN public.reviews_edition e ON e.id = r.edition_id
                  WHERE r.board_id = OLD.id AND e.live_from IS NOT NULL) THEN
        RAISE EXCEPTION '% is frozen because a public page names it: add a new board that succeeds it.', OLD.name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.succeeds_id <> NEW.id AND NEW.id IN (
        WITH RECURSIVE line (id, succeeds_id) AS (
            SELECT id, succeeds_id FROM public.reviews_board WHERE id = NEW.succeeds_id
            UNION SELECT b.id, b.succeeds_id FROM public.reviews_board b JOIN line ON b.id = line.succeeds_id)
        SELECT id FROM line) THEN
        RAISE EXCEPTION '% cannot succeed a board that itself came after it.', NEW.name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER guard_board BEFORE UPDATE OR DELETE ON reviews_board
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_board();
ALTER TABLE reviews_board ENABLE ALWAYS TRIGGER guard_board;
