-- Append-only rows, and tables that are never emptied.
--
-- The operation AppendOnly puts reviews_refuse() on a table as a row trigger, NeverEmptied as a statement
-- trigger; see reviews/migrations/_operations.py. An erasure may change or delete the rows of a table whose
-- trigger has two arguments: what a row belongs to ('page', 'edition' or 'document'), and the column that
-- names it. Without arguments nothing passes.

CREATE FUNCTION reviews_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_LEVEL = 'ROW' AND TG_NARGS = 2 THEN
        IF public.reviews_erases_row(TG_ARGV[0], (to_jsonb(OLD) ->> TG_ARGV[1])::bigint) THEN
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
    END IF;
    RAISE EXCEPTION '% of % refused: these rows are a lasting record.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
