-- A board that a public page names stays as it is then, but for how readers reach it and get help, and its
-- colour; and boards do not succeed each other in a circle.

CREATE FUNCTION reviews_refuse_named_board(board bigint, name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.reviews_edition e JOIN public.reviews_page p ON p.id = e.page_id
               WHERE p.board_id = board AND e.live_from IS NOT NULL)
       OR EXISTS (SELECT FROM public.reviews_boardrole r JOIN public.reviews_edition e ON e.id = r.edition_id
                  WHERE r.board_id = board AND e.live_from IS NOT NULL) THEN
        RAISE EXCEPTION '% is frozen because a public page names it: add a new board that succeeds it.', name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END $$;

CREATE FUNCTION reviews_guard_board() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(OLD) - '{contact_email,telephone,website,help_lines,colour}'::text[]
                           <> to_jsonb(NEW) - '{contact_email,telephone,website,help_lines,colour}'::text[] THEN
        PERFORM public.reviews_refuse_named_board(OLD.id, OLD.name);
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER guard_board BEFORE UPDATE OR DELETE ON reviews_board
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_board();
ALTER TABLE reviews_board ENABLE ALWAYS TRIGGER guard_board;

-- Whether two people have agreed that this line is added and nobody has ended that, or it goes because it ended.
CREATE FUNCTION reviews_agrees_succession(
    operation text, was public.reviews_board_succeeds, is_now public.reviews_board_succeeds
) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE operation
        WHEN 'INSERT' THEN EXISTS (
            SELECT FROM public.reviews_boardsuccession
            WHERE board_id = is_now.from_board_id AND earlier_id = is_now.to_board_id
                AND agreed_at IS NOT NULL AND ended_at IS NULL)
        WHEN 'DELETE' THEN EXISTS (
            SELECT FROM public.reviews_boardsuccession
            WHERE board_id = was.from_board_id AND earlier_id = was.to_board_id
            HAVING bool_or(ended_at IS NOT NULL) AND NOT bool_or(agreed_at IS NOT NULL AND ended_at IS NULL))
        ELSE false END
$$;

-- Whom a board succeeds belongs to it. The board is locked while that is written, so that no page that names
-- it goes live meanwhile. Of a board that is named in public, two people can say so later, and one end that.
CREATE FUNCTION reviews_guard_board_succeeds() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    changed record;
BEGIN
    FOR changed IN SELECT id, name FROM public.reviews_board
                   WHERE id IN (OLD.from_board_id, NEW.from_board_id) ORDER BY id FOR NO KEY UPDATE LOOP
        IF NOT public.reviews_agrees_succession(TG_OP, OLD, NEW) THEN
            PERFORM public.reviews_refuse_named_board(changed.id, changed.name);
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    -- Whoever else writes a line of a circle at this moment waits, and then finds this one.
    PERFORM pg_advisory_xact_lock(727003);
    IF NEW.from_board_id IN (
        WITH RECURSIVE line (id) AS (
            SELECT NEW.to_board_id
            UNION SELECT s.to_board_id FROM public.reviews_board_succeeds s JOIN line ON s.from_board_id = line.id)
        SELECT id FROM line) THEN
        RAISE EXCEPTION '% cannot succeed itself or a board that came after it.',
            (SELECT name FROM public.reviews_board WHERE id = NEW.from_board_id)
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_board_succeeds BEFORE INSERT OR UPDATE OR DELETE ON reviews_board_succeeds
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_board_succeeds();
ALTER TABLE reviews_board_succeeds ENABLE ALWAYS TRIGGER guard_board_succeeds;

-- What is proposed waits until somebody else agrees. From then on it stays, and can only end.
CREATE FUNCTION reviews_guard_boardsuccession() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF num_nonnulls(NEW.agreed_by_id, NEW.agreed_at, NEW.ended_by_id, NEW.ended_at) > 0 THEN
            RAISE EXCEPTION 'That a board took over from another is proposed first, and agreed to later.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.agreed_at IS NOT NULL AND (TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
            OR to_jsonb(OLD) - '{ended_by_id,ended_at}'::text[] <> to_jsonb(NEW) - '{ended_by_id,ended_at}'::text[]) THEN
        RAISE EXCEPTION 'Two people have agreed that a board took over from another: that stays on record.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF OLD.agreed_at IS NULL
       AND to_jsonb(OLD) - '{agreed_by_id,agreed_at}'::text[] <> to_jsonb(NEW) - '{agreed_by_id,agreed_at}'::text[] THEN
        RAISE EXCEPTION 'What was proposed is agreed to as it is, or turned down.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM public.reviews_guard_period(
        format('Succession %s', OLD.id), OLD.agreed_at, OLD.ended_at, NEW.agreed_at, NEW.ended_at);
    RETURN NEW;
END $$;

CREATE TRIGGER guard_boardsuccession BEFORE INSERT OR UPDATE OR DELETE ON reviews_boardsuccession
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_boardsuccession();
ALTER TABLE reviews_boardsuccession ENABLE ALWAYS TRIGGER guard_boardsuccession;
