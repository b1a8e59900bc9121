-- Two words that stand one after another on a page are kept as a word of their own, “famili 1 servic”,
-- so that the index alone answers a phrase. Without it, a phrase of common words has every page read.

-- The pairs of a text’s words, with how far apart they stand: words that are not looked for count.
CREATE FUNCTION reviews_pairs(words tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT pair)), '') FROM (
        SELECT lexeme || ' ' || lead(place) OVER ordered - place || ' ' || lead(lexeme) OVER ordered AS pair
        FROM unnest(words) w, unnest(w.positions) place WINDOW ordered AS (ORDER BY place)) pairs
    -- PostgreSQL knows no longer words, and nobody searches for them.
    WHERE octet_length(pair) <= 2000
$$;

-- What of a page is searched. A vector has at most a megabyte, which the pairs must not use up.
CREATE FUNCTION reviews_searchable_page(words text) RETURNS tsvector
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN octet_length(words) > 300000 THEN vector
                ELSE vector || public.reviews_pairs(vector) END
    FROM (SELECT public.reviews_searchable(words) AS vector) single
$$;

-- The same question with every phrase asked for by its pairs. Whether three or more words follow each other is
-- then still looked up, on the few pages that have all of their pairs.
CREATE FUNCTION reviews_by_pairs(asked tsquery) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    word CONSTANT text := $re$'((?:[^'\\]|''|\\.)*)'$re$;
    phrase CONSTANT text := $re$'(?:[^'\\]|''|\\.)*'(?: <(?:-|\d+)> '(?:[^'\\]|''|\\.)*')+$re$;
    between text[] := regexp_split_to_array(asked::text, phrase);
    phrases text[] := ARRAY(SELECT hit[1] FROM regexp_matches(asked::text, '(' || phrase || ')', 'g')
                            WITH ORDINALITY each (hit, n) ORDER BY n);
    rest text;
    pair text[];
    pairs text[];
    answer text := between[1];
BEGIN
    IF asked::text ~ '> \(|\) <' THEN RETURN asked; END IF;
    FOR n IN 1 .. cardinality(phrases) LOOP
        pairs := '{}';
        rest := phrases[n];
        LOOP
            pair := regexp_match(rest, '^' || word || ' <(-|\d+)> ' || word);
            EXIT WHEN pair IS NULL;
            pairs := pairs || format('''%s %s %s''', pair[1], replace(pair[2], '-', '1'), pair[3]);
            rest := regexp_replace(rest, '^' || word || ' <(?:-|\d+)> ', '');
        END LOOP;
        IF cardinality(pairs) > 1 THEN pairs := pairs || phrases[n]; END IF;
        answer := answer || '( ' || array_to_string(pairs, ' & ') || ' )' || between[n + 1];
    END LOOP;
    RETURN answer::tsquery;
END $$;

CREATE OR REPLACE FUNCTION reviews_keep_pages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.reviews_documentpage WHERE document_id = NEW.id;
    INSERT INTO public.reviews_documentpage (document_id, number, text, vector)
        SELECT NEW.id, page.number, page.text, public.reviews_searchable_page(page.text)
        FROM unnest(NEW.text) WITH ORDINALITY page (text, number)
        WHERE page.text ~ '\S' AND NEW.erased_at IS NULL;
    RETURN NULL;
END $$;

UPDATE reviews_documentpage SET vector = reviews_searchable_page(text);
