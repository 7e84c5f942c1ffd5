-- Fills an empty database of the application with interviews and feedback as two years of use might leave them.
-- The settings lists.interviews and lists.feedback say how many. The states are some 8 kB long; slots, flags and questions are those of the published brain.
SELECT setseed(0.4);

INSERT INTO brain_revisions (document, checksum, note, published_at)
SELECT document, md5(checksum || place), 'Copy ' || place, now() - (5 - place) * interval '100 days'
FROM brain_revisions, generate_series(2, 5) place WHERE id = (SELECT min(id) FROM brain_revisions);

CREATE TEMP TABLE names AS
SELECT
    ARRAY(SELECT jsonb_array_elements_text(jsonb_path_query_array(document, '$.slots[*].key'))) AS slots,
    ARRAY(SELECT jsonb_array_elements_text(jsonb_path_query_array(document, '$.risk_rules[*].code'))) AS flags,
    ARRAY(SELECT jsonb_array_elements_text(jsonb_path_query_array(document, '$.questions[*].id'))) AS questions
FROM brain_revisions ORDER BY id LIMIT 1;

-- What people say, as far as its length and its resistance to compression matter.
CREATE TEMP TABLE bodies AS
SELECT number AS variant, jsonb_build_object(
    'language', 'lt', 'interview_mode', 'quick', 'round', 1, 'unknown_slots', '[]'::jsonb, 'declined_slots', '[]'::jsonb,
    'answers', (SELECT jsonb_agg(jsonb_build_object('question_id', 'Q' || answer, 'slots', (SELECT jsonb_agg(jsonb_build_object(
            'slot_key', 'slot_' || slot, 'options', jsonb_build_array(jsonb_build_object('supports', 'option_' || slot, 'confidence', 0.85, 'question_id', 'Q' || answer,
            'quote', repeat(md5(number || 'q' || answer || slot), 2))))) FROM generate_series(1, 3) slot))) FROM generate_series(1, 10) answer),
    'text', (SELECT string_agg(md5(number || 't' || piece), ' ') FROM generate_series(1, 90) piece)) AS body
FROM generate_series(1, 500) number;

CREATE TEMP TABLE drawn AS
SELECT
    gen_random_uuid() AS id, number, random() AS fate, 1 + floor(random() * 7)::integer AS asked, random() AS flagged,
    (ARRAY['lt', 'lt', 'lt', 'en', 'ru'])[1 + floor(random() * 5)::integer] AS language,
    CASE WHEN random() < 0.01 THEN now() - random() * interval '20 hours' ELSE now() - interval '1 day' - random() * interval '730 days' END AS started
FROM generate_series(1, current_setting('lists.interviews')::integer) number;

ALTER TABLE sessions DISABLE TRIGGER update_sessions_updated_at;
INSERT INTO sessions (
    session_id, language, round, state, final_report, report_summary, created_at, updated_at, last_activity_at, completed_at, contact_name, contact_email,
    revision_id, token_hash, start_submission_id, ended_early, question_count, waiting_question_id, flag_codes, filled_slots)
SELECT
    drawn.id, drawn.language, 1, body || jsonb_build_object('asked_question_ids', to_jsonb(questions[1:asked])),
    CASE WHEN finished THEN '# Report' || repeat(E'\n\n' || md5(number::text || 'r'), 60) END, CASE WHEN finished THEN repeat(md5(number::text || 's') || ' ', 30) END,
    started, last, last, CASE WHEN finished THEN last END, CASE WHEN finished THEN 'Respondent ' || number END, CASE WHEN finished THEN 'r' || number || '@example.org' END,
    (SELECT array_agg(id ORDER BY id) FROM brain_revisions)[
        1 + least(4, floor(5 * (1 - extract(epoch FROM now() - started) / extract(epoch FROM interval '732 days'))))::integer],
    decode(md5(number::text) || md5('t' || number), 'hex'), gen_random_uuid(), finished AND fate < 0.08, asked,
    CASE WHEN NOT finished THEN questions[asked] END,
    CASE WHEN flagged < 0.4 THEN flags[1 + floor(flagged * 10)::integer % array_length(flags, 1):1 + floor(flagged * 10)::integer % array_length(flags, 1)] ELSE '{}' END,
    ARRAY(SELECT slot FROM unnest(slots) WITH ORDINALITY s (slot, place)
        WHERE ('x' || substr(md5(number || slot), 1, 6))::bit(24)::integer / 16777216.0 < asked / (3.0 + place) ORDER BY slot COLLATE "C")
FROM drawn
CROSS JOIN names
JOIN bodies ON variant = 1 + drawn.number % 500
CROSS JOIN LATERAL (SELECT fate < 0.7 AND started < now() - interval '1 day' AS finished, started + asked * interval '40 seconds' + fate * interval '10 minutes' AS last) AS outcome;
ALTER TABLE sessions ENABLE TRIGGER update_sessions_updated_at;

INSERT INTO feedback (id, session_id, rating, feedback_text, created_at)
SELECT gen_random_uuid(), session_id, 1 + floor(5 * sqrt(random()))::integer,
    CASE WHEN random() < 0.6 THEN 'It was ' || md5(session_id::text) || ' and pleasant; ' || repeat(md5(session_id::text || 'f') || ' ', 4) END,
    completed_at + interval '1 minute'
FROM (SELECT session_id, completed_at FROM sessions WHERE completed_at IS NOT NULL ORDER BY session_id LIMIT current_setting('lists.feedback')::integer) rated;
