-- What the public search looks through follows the rows that it comes from, within the same statement:
-- the pages of a document its text, the words of an edition the edition. So nothing that was erased is
-- found, and no code has to remember it.

-- English, with words that are the same with their accents and without: “Zoë” and “Zoe”, “tŷ” and “ty”.
CREATE TEXT SEARCH CONFIGURATION reviews_words (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION reviews_words
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, pg_catalog.english_stem;

-- A text without the signs that PostgreSQL would take for a part of the words beside them, nor those that
-- nobody sees, and with letters written in one way; reviews/lib/signs.py has the signs.
CREATE FUNCTION reviews_without_signs(words text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT normalize(translate(words,
        E'“”„«»″-‐‑/‘’‹›′–—―…•·£€\u00a0\u2009\u202f' || E'\u00ad\u200b\u200c\u200d\u200e\u200f'
            || E'\u202a\u202b\u202c\u202d\u202e\u2060\ufeff', repeat(' ', 26)), NFKC)
$$;

-- A text to be marked: each letter and its accent as one sign, and those signs that PostgreSQL would take for a part
-- of the words beside them replaced by others, one for one; reviews/lib/signs.py restores them.
CREATE FUNCTION reviews_with_signs_aside(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
    SELECT translate(normalize(words), E'“”„«»″-‐‑/‘’‹›′–—―…•·£€\u00a0\u2009\u202f',
        E'\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f')
$$;

-- Plurals that English makes by changing the word, as one word; reviews/lib/plurals.py does the same with
-- what somebody searches for.
CREATE FUNCTION reviews_as_singular(words text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            words, 'children\M', 'child', 'gi'), 'women\M', 'woman', 'gi'),
            'wives\M', 'wife', 'gi'), 'knives\M', 'knife', 'gi'),
            '\mpeople\M', 'person', 'gi'), '\mmen\M', 'man', 'gi'),
            '\mfeet\M', 'foot', 'gi'), '\mteeth\M', 'tooth', 'gi')
$$;

-- “Child A” as “Child aletter”, because “a”, “i”, “s” and “t” are not looked for; reviews/lib/letter_names.py
-- does the same with what somebody searches for.
CREATE FUNCTION reviews_with_letters(words text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            words, bearer || 'A\M', '\1 aletter', 'g'), bearer || 'I\M', '\1 iletter', 'g'),
            bearer || 'S\M', '\1 sletter', 'g'), bearer || 'T\M', '\1 tletter', 'g')
    FROM (SELECT '\m(' || names || '|' || initcap(names) || '|' || upper(names) || ')\M\.?\s+' AS bearer
          FROM (SELECT 'child|baby|infant|boy|girl|twin|sibling|brother|sister|pupil|adult|person|man|woman|'
                    || 'mother|father|parent|family|subject|case|patient|resident|student|user|mr|mrs|ms|'
                    || 'miss|scr|sar|review|plentyn|blentyn|mhlentyn|phlentyn|oedolyn|baban|faban' AS names) lower_case) any_case
$$;

-- The words in which a hyphen stands, without it: at the end of a line it may have parted a single word.
CREATE FUNCTION reviews_joined(words text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(translate(found[1], '-‐‑', ''), ' ')
    FROM regexp_matches(words, '[[:alpha:]]+(?:[-‐‑][[:alpha:]]+)+', 'g') found
$$;

CREATE FUNCTION reviews_searchable(words text) RETURNS tsvector
LANGUAGE sql IMMUTABLE COST 1000 SET search_path = pg_catalog, pg_temp AS $$
    SELECT to_tsvector('public.reviews_words', public.reviews_with_letters(public.reviews_without_signs(singular)))
        -- In no place, so that they come between no words of a phrase.
        || strip(to_tsvector('public.reviews_words', coalesce(public.reviews_joined(singular), '')))
    FROM (SELECT public.reviews_as_singular(coalesce(words, '')) AS singular) single
$$;

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

-- To which document a page belongs, as a word of its vector that nobody can type. So the index alone says which
-- pages of a few documents have a word: the vectors of all their pages are long to read.
CREATE FUNCTION reviews_of_document(document bigint) RETURNS tsvector
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_to_tsvector(ARRAY['document ' || document])
$$;

-- The question for the pages of these documents; nothing answers it if there are none.
CREATE FUNCTION reviews_of_documents(documents bigint[]) RETURNS tsquery
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg('''document ' || document || '''', ' | ')::tsquery FROM unnest(documents || 0::bigint) document
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

-- What asks for a single word, else a question that nothing answers. Whole documents may be asked for one word;
-- several have to be on one page.
CREATE FUNCTION reviews_if_single(asked tsquery) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN numnode(asked) = 1 THEN asked ELSE '' END
$$;

CREATE FUNCTION reviews_if_several(asked tsquery) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN numnode(asked) = 1 THEN '' ELSE public.reviews_by_pairs(asked) END
$$;

-- A question for any one of the words of another, or for the same phrase.
CREATE FUNCTION reviews_any_of(asked tsquery) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN asked::text ~ '<' AND asked::text !~ '[&|!]' THEN asked
        ELSE coalesce(string_agg(word[1], ' | '), '')::tsquery END
    FROM regexp_matches(asked::text, $re$('(?:[^'\\]|''|\\.)*')$re$, 'g') word
$$;

-- Whose words match: editions by their own, documents, and themes by their name. Each index is asked by itself.
-- ``most`` editions and documents are enough, or NULL for all. ``ranked`` are, if asked for, the editions that have any
-- of the words in their heading, or the whole phrase, and ``ranks`` how well.
CREATE FUNCTION reviews_having(asked tsquery, is_ranked boolean, most integer, OUT is_looked_for boolean,
    OUT editions bigint[], OUT documents bigint[], OUT themes text[], OUT ranked bigint[], OUT ranks real[])
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    single CONSTANT tsquery := public.reviews_if_single(asked);
    several CONSTANT tsquery := public.reviews_if_several(asked);
    any_of CONSTANT tsquery := public.reviews_any_of(asked);
BEGIN
    is_looked_for := numnode(asked) > 0;
    editions := ARRAY(SELECT edition_id FROM public.reviews_editionwords WHERE vector @@ asked LIMIT most);
    documents := ARRAY(SELECT document_id FROM public.reviews_documentwords WHERE vector @@ single
        UNION ALL SELECT DISTINCT document_id FROM public.reviews_documentpage WHERE vector @@ several LIMIT most);
    themes := ARRAY(SELECT slug FROM public.reviews_theme WHERE public.reviews_searchable(name) @@ asked ORDER BY slug);
    IF is_ranked THEN
        -- PostgreSQL ranks what has not all of the words by next to nothing, not by nothing.
        SELECT array_agg(edition_id), array_agg(rank) INTO ranked, ranks
            FROM (SELECT edition_id, ts_rank(heading, asked) AS rank
                  FROM public.reviews_editionwords WHERE vector @@ any_of) headings
            WHERE rank > 1e-19;
    END IF;
    ranked := coalesce(ranked, '{}');
    ranks := coalesce(ranks, '{}');
END $$;

-- The part of a text around the first place where it has these very words, with U+E002 where it goes on; all of
-- it where it has them not. To mark words in a long text takes far longer than to find one. Without a SET, which would
-- cost more than the rest.
CREATE FUNCTION reviews_around(words text, sought text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    place integer := 0;
    start integer;
    reach integer;
BEGIN
    words := words OPERATOR(pg_catalog.||) '';  -- unpacked once, not each time that it is looked at
    IF sought OPERATOR(pg_catalog.~) '^[[:alpha:] ]+$' THEN
        place := pg_catalog.regexp_instr(words, pg_catalog.concat('\m', sought, '\M'), 1, 1, 0, 'i');
    END IF;
    IF place OPERATOR(pg_catalog.=) 0 THEN RETURN words; END IF;
    start := GREATEST(place OPERATOR(pg_catalog.-) 180, 1);
    reach := place OPERATOR(pg_catalog.-) start OPERATOR(pg_catalog.+) pg_catalog.length(sought) OPERATOR(pg_catalog.+) 200;
    RETURN pg_catalog.concat(
        CASE WHEN start OPERATOR(pg_catalog.>) 1 THEN E'\ue002' END,
        pg_catalog.substr(words, start, reach),
        CASE WHEN start OPERATOR(pg_catalog.+) reach OPERATOR(pg_catalog.<=) pg_catalog.length(words) THEN E'\ue002' END);
END $$;

-- Any of these texts, each read as what somebody types.
CREATE FUNCTION reviews_any_text(texts text[]) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    answer tsquery := '';
    each text;
BEGIN
    FOREACH each IN ARRAY texts LOOP
        answer := answer || websearch_to_tsquery('public.reviews_words', each);
    END LOOP;
    RETURN answer;
END $$;

-- The pages of these documents that have what is asked for, or, of those in Welsh, what is asked of them too. The
-- index knows: to read the vectors of all their pages would take far longer.
CREATE FUNCTION reviews_pages_having(asked text, in_welsh text, documents bigint[], of_welsh bigint[])
RETURNS TABLE (page bigint, document bigint, number integer)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted CONSTANT tsquery := public.reviews_by_pairs(websearch_to_tsquery('public.reviews_words', asked))
        && public.reviews_of_documents(documents);
    welsh CONSTANT tsquery := public.reviews_by_pairs(websearch_to_tsquery('public.reviews_words', in_welsh))
        && public.reviews_of_documents(of_welsh);
BEGIN
    RETURN QUERY SELECT p.id, p.document_id, p.number::integer FROM public.reviews_documentpage p
        WHERE p.vector @@ wanted;
    IF of_welsh <> '{}' AND in_welsh <> '' THEN
        RETURN QUERY SELECT p.id, p.document_id, p.number::integer FROM public.reviews_documentpage p
            WHERE p.vector @@ welsh AND NOT p.vector @@ wanted;
    END IF;
END $$;

-- The passages of a page of results: where these reviews (``keys``) have what is asked for. ``editions``,
-- ``documents`` and ``are_welsh`` have an entry for each document that they show, in this order. First in ``asked``
-- and ``in_welsh`` is what is wanted, then each part of it, for those that have it only ``apart``. ``marks`` are the
-- texts whose words are marked, ``marks_of_parts`` those of the parts; and in texts in Welsh those that follow too.
--
-- Found are the first ``most`` pages of each review, and one that is not marked and only says that there are more; of
-- those apart, the first ``of_each`` with each part. A page’s document is its ``place`` in the list. Where that is
-- NULL, a text of the review itself has words that are marked: number 0 is its summary, 1 the text of its page, if
-- no page of a document has all of the words.
CREATE FUNCTION reviews_passages(keys bigint[], apart bigint[], editions bigint[], documents bigint[],
    are_welsh boolean[], most integer, of_each integer, verbatim text, asked text[], in_welsh text[],
    marks text[], marks_in_welsh text[], marks_of_parts text[], marks_of_parts_in_welsh text[])
RETURNS TABLE (edition bigint, place bigint, number integer, marked text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    whole CONSTANT tsquery := public.reviews_any_text(marks);
    whole_in_welsh CONSTANT tsquery := whole || public.reviews_any_text(marks_in_welsh);
    parts CONSTANT tsquery := public.reviews_any_text(marks_of_parts);
    parts_in_welsh CONSTANT tsquery := parts || public.reviews_any_text(marks_of_parts_in_welsh);
    any_of_whole CONSTANT tsquery := public.reviews_any_of(whole_in_welsh);
    any_of_parts CONSTANT tsquery := public.reviews_any_of(parts_in_welsh);
    marking CONSTANT text := E'StartSel=\ue000, StopSel=\ue001, HighlightAll=true';
BEGIN
    RETURN QUERY WITH shown AS MATERIALIZED (
        SELECT edition, document, is_welsh, edition = ANY (apart) AS is_apart, place
        FROM unnest(editions, documents, are_welsh) WITH ORDINALITY shown (edition, document, is_welsh, place)
    ), together AS (
        SELECT s.edition, s.place, f.page, f.number,
            row_number() OVER (PARTITION BY s.edition ORDER BY s.place, f.number) AS nth
        FROM public.reviews_pages_having(asked[1], in_welsh[1],
            ARRAY(SELECT document FROM shown WHERE NOT is_apart),
            ARRAY(SELECT document FROM shown WHERE NOT is_apart AND is_welsh)) f
        JOIN shown s ON s.document = f.document AND NOT s.is_apart
    ), of_parts AS (
        SELECT edition, place, page, number,
            row_number() OVER (PARTITION BY edition, part ORDER BY place, number) AS nth
        FROM (
            SELECT s.edition, s.place, f.page, f.number, min(part) AS part
            FROM generate_series(2, cardinality(asked)) part, public.reviews_pages_having(asked[part], in_welsh[part],
                ARRAY(SELECT document FROM shown WHERE is_apart),
                ARRAY(SELECT document FROM shown WHERE is_apart AND is_welsh)) f
            JOIN shown s ON s.document = f.document AND s.is_apart
            WHERE apart <> '{}'
            GROUP BY s.edition, s.place, f.page, f.number) first_part
    ), found AS MATERIALIZED (
        SELECT edition, place, page, number,
            row_number() OVER (PARTITION BY edition ORDER BY place, number) AS nth
        FROM (SELECT * FROM together WHERE nth <= most + 1 UNION ALL SELECT * FROM of_parts WHERE nth <= of_each) first
    )
    SELECT f.edition, f.place, f.number, CASE
            WHEN f.nth > most THEN ''
            WHEN s.is_apart THEN ts_headline('public.reviews_words', p.text,
                CASE WHEN s.is_welsh THEN parts_in_welsh ELSE parts END, marking)
            ELSE ts_headline('public.reviews_words', public.reviews_around(p.text, verbatim),
                CASE WHEN s.is_welsh THEN whole_in_welsh ELSE whole END, marking)
        END
    FROM found f JOIN shown s ON s.place = f.place JOIN public.reviews_documentpage p ON p.id = f.page
    UNION ALL
    SELECT e.id, NULL, 0, ts_headline('public.reviews_words', public.reviews_with_signs_aside(e.summary),
        CASE WHEN e.language = 'cy' THEN whole_in_welsh ELSE whole END, marking)
    FROM public.reviews_edition e JOIN public.reviews_editionwords w ON w.edition_id = e.id
    WHERE e.id = ANY (keys) AND w.heading @@ any_of_whole
    UNION ALL
    SELECT e.id, NULL, 1, ts_headline('public.reviews_words',
        public.reviews_with_signs_aside(public.reviews_text_of(e.id)),
        CASE WHEN e.language = 'cy' THEN parts_in_welsh ELSE parts END, marking)
    FROM public.reviews_edition e JOIN public.reviews_editionwords w ON w.edition_id = e.id
    WHERE e.id = ANY (keys) AND w.vector @@ any_of_parts
        AND (e.id = ANY (apart) OR NOT EXISTS (SELECT FROM found WHERE edition = e.id))
    ORDER BY 2, 3;
END $$;

-- A search asks which themes have its words in their names: not of each name anew.
CREATE INDEX theme_name_words ON reviews_theme USING gin (reviews_searchable(name));

-- The name of a type of review, as readers know it.
CREATE FUNCTION reviews_type_words(code text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE code
        WHEN 'scr' THEN 'serious case review SCR'
        WHEN 'lcspr' THEN 'local child safeguarding practice review LCSPR'
        WHEN 'cpr' THEN 'child practice review CPR'
        WHEN 'apr' THEN 'adult practice review APR'
        WHEN 'susr' THEN 'single unified safeguarding review SUSR'
        WHEN 'sar' THEN 'safeguarding adults review SAR'
        WHEN 'dhr' THEN 'domestic homicide review DHR'
        WHEN 'dardr' THEN 'domestic abuse related death review DARDR'
        WHEN 'owhr' THEN 'offensive weapons homicide review OWHR'
        WHEN 'cmr' THEN 'case management review CMR'
        WHEN 'learning' THEN 'learning review'
        WHEN 'significant' THEN 'significant case review'
        WHEN 'rapid' THEN 'rapid review'
        WHEN 'national' THEN 'national child safeguarding practice review'
        WHEN 'thematic' THEN 'thematic review'
        WHEN 'partnership' THEN 'partnership review'
        WHEN 'multi_agency' THEN 'multi-agency learning review'
        WHEN 'other' THEN 'other review'
        ELSE 'review' END
$$;

-- How the different words of a text are spelt, in lower case; those that somebody may have meant to type.
CREATE FUNCTION reviews_spelt(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY(
        SELECT word FROM unnest(tsvector_to_array(
            -- Of a page that is longer than any printed one, not all would fit into a vector.
            to_tsvector('simple', lower(public.reviews_without_signs(left(words, 100000)))))) word
        WHERE word ~ '^[[:alpha:]]{3,40}$')
$$;

-- The different words of all pages. A vector has at most a megabyte: of more words than any report has, the
-- longest are left out.
CREATE FUNCTION reviews_words_of(pages text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_to_tsvector(array_agg(word)), '') FROM (
        SELECT word, sum(octet_length(word) + 4) OVER (ORDER BY octet_length(word), word) AS up_to_it FROM (
            SELECT DISTINCT unnest(tsvector_to_array(public.reviews_searchable(page))) AS word
            FROM unnest(pages) page) different) counted
    WHERE up_to_it < 1000000
$$;

CREATE FUNCTION reviews_keep_pages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.reviews_documentpage WHERE document_id = NEW.id;
    DELETE FROM public.reviews_documentwords WHERE document_id = NEW.id;
    INSERT INTO public.reviews_documentpage (document_id, number, text, vector)
        SELECT NEW.id, page.number, public.reviews_with_signs_aside(page.text),
            public.reviews_searchable_page(page.text) || public.reviews_of_document(NEW.id)
        FROM unnest(NEW.text) WITH ORDINALITY page (text, number)
        WHERE page.text ~ '\S' AND NEW.erased_at IS NULL;
    INSERT INTO public.reviews_documentwords (document_id, vector, spelt)
        SELECT NEW.id, public.reviews_words_of(NEW.text), ARRAY(
            SELECT DISTINCT word FROM unnest(NEW.text) page, unnest(public.reviews_spelt(page)) word)
        FROM unnest(NEW.text) page
        WHERE NEW.erased_at IS NULL AND page ~ '\S' LIMIT 1;
    RETURN NULL;
END $$;

-- What the page of the edition says at length: its text, the board’s response and the action plan.
CREATE FUNCTION reviews_text_of(edition bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT concat_ws(E'\n', e.body,
        (SELECT string_agg(concat_ws(E'\n', o.actions_taken, o.impact, o.next_steps), E'\n')
            FROM public.reviews_boardresponse o WHERE o.edition_id = e.id),
        (SELECT string_agg(concat_ws(E'\n', a.recommendation, a.action, a.lead_agency), E'\n'
                ORDER BY a.position, a.id)
            FROM public.reviews_action a WHERE a.edition_id = e.id))
    FROM public.reviews_edition e WHERE e.id = edition
$$;

-- Everything that the page of the edition says in words. Editions without a period have none.
CREATE FUNCTION reviews_keep_words_of(edition bigint) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.reviews_editionwords w WHERE w.edition_id = edition AND NOT EXISTS (
        SELECT FROM public.reviews_edition e WHERE e.id = edition AND e.live_from IS NOT NULL);
    INSERT INTO public.reviews_editionwords (edition_id, heading, vector, spelt)
        SELECT edition, h.names || h.rest, h.names || h.rest || setweight(
            public.reviews_searchable(public.reviews_text_of(e.id)), 'D'),
            public.reviews_spelt(concat_ws(E'\n', e.title, names.words, e.summary))
        FROM public.reviews_edition e
        JOIN public.reviews_reviewedition r ON r.edition_ptr_id = e.id
        JOIN public.reviews_page p ON p.id = e.page_id AND p.erased_at IS NULL
        JOIN public.reviews_board b ON b.id = p.board_id
        CROSS JOIN LATERAL (
            SELECT string_agg(value, E'\n') AS words FROM (
                SELECT i.value FROM public.reviews_identifier i WHERE i.edition_id = e.id
                UNION ALL SELECT s.pseudonym FROM public.reviews_subject s WHERE s.edition_id = e.id) named
        ) names
        CROSS JOIN LATERAL (
            SELECT setweight(public.reviews_searchable(concat_ws(E'\n', e.title, names.words)), 'A') AS names,
                   setweight(public.reviews_searchable(concat_ws(E'\n', e.summary, r.local_type, r.subtype,
                       public.reviews_type_words(r.review_type), b.name, b.short_name, r.reviewer)), 'B') AS rest
        ) h
        WHERE e.id = edition AND e.live_from IS NOT NULL
    ON CONFLICT (edition_id) DO UPDATE
        SET heading = excluded.heading, vector = excluded.vector, spelt = excluded.spelt
$$;

CREATE FUNCTION reviews_keep_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM public.reviews_keep_words_of(NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION reviews_erase_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.reviews_editionwords w USING public.reviews_edition e
        WHERE e.id = w.edition_id AND e.page_id = NEW.id;
    RETURN NULL;
END $$;

-- The spellings of all documents and editions, each once: those that come are added, and those that go are
-- deleted unless they stand elsewhere too.
CREATE FUNCTION reviews_keep_spellings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone text[];
BEGIN
    IF TG_OP <> 'DELETE' THEN
        -- Always in the same order, so that no two transactions wait for each other. A word that another one
        -- deletes at this moment may stay deleted: it is not suggested until it is written again.
        INSERT INTO public.reviews_spelling (word)
            SELECT word FROM unnest(NEW.spelt) word ORDER BY word COLLATE "C" ON CONFLICT DO NOTHING;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        gone := ARRAY(SELECT unnest(OLD.spelt) EXCEPT SELECT unnest(NEW.spelt));
        IF gone <> '{}' THEN
            -- One after another: two that erase the same word at once would each leave it to the other.
            LOCK TABLE public.reviews_spelling IN SHARE UPDATE EXCLUSIVE MODE;
            DELETE FROM public.reviews_spelling s WHERE s.word = ANY (gone)
                AND NOT EXISTS (SELECT FROM public.reviews_documentwords d WHERE d.spelt @> ARRAY[s.word])
                AND NOT EXISTS (SELECT FROM public.reviews_editionwords w WHERE w.spelt @> ARRAY[s.word]);
        END IF;
    END IF;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION reviews_keep_pages, reviews_keep_words, reviews_keep_words_of, reviews_erase_words,
    reviews_keep_spellings FROM PUBLIC;

CREATE TRIGGER keep_spellings AFTER INSERT OR UPDATE OR DELETE ON reviews_documentwords
    FOR EACH ROW EXECUTE FUNCTION reviews_keep_spellings();
ALTER TABLE reviews_documentwords ENABLE ALWAYS TRIGGER keep_spellings;

CREATE TRIGGER keep_spellings AFTER INSERT OR UPDATE OR DELETE ON reviews_editionwords
    FOR EACH ROW EXECUTE FUNCTION reviews_keep_spellings();
ALTER TABLE reviews_editionwords ENABLE ALWAYS TRIGGER keep_spellings;

CREATE TRIGGER keep_pages AFTER INSERT OR UPDATE ON reviews_document
    FOR EACH ROW EXECUTE FUNCTION reviews_keep_pages();
ALTER TABLE reviews_document ENABLE ALWAYS TRIGGER keep_pages;

CREATE TRIGGER keep_words AFTER UPDATE ON reviews_edition
    FOR EACH ROW WHEN (OLD.live_from IS DISTINCT FROM NEW.live_from OR NEW.live_from IS NOT NULL)
    EXECUTE FUNCTION reviews_keep_words();
ALTER TABLE reviews_edition ENABLE ALWAYS TRIGGER keep_words;

CREATE TRIGGER erase_words AFTER UPDATE ON reviews_page
    FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION reviews_erase_words();
ALTER TABLE reviews_page ENABLE ALWAYS TRIGGER erase_words;
