-- What a database of the legacy service may hold: ordinary rows, rows with every column null that may be null, and oddities.
-- Timestamps without a zone are UTC.
SET TimeZone = 'UTC';

INSERT INTO brain_slots (slot_key, label_lt, label_en, description, is_required, priority_weight, created_at, updated_at) VALUES
    ('purpose', 'Paskirtis', 'Purpose', 'What for', true, 1.50, '2024-01-01 08:00+00', '2024-01-02 08:00+00'),
    ('users', 'Naudotojai', NULL, NULL, true, 9.99, '2024-01-01 08:00+00', '2024-01-01 08:00+00'),
    ('bare', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO brain_questions (question_id, text_lt, text_en, base_priority, round_hint, slot_coverage, risk_coverage, enabled, created_at, updated_at) VALUES
    ('Q1', 'Kam?', 'What for?', 90, 1, '{purpose}', '{RISK_A}', true, '2024-01-01 08:00+00', '2024-01-01 08:00+00'),
    ('Q2', 'Kas?', NULL, 80, NULL, '{users}', '{}', false, '2024-01-01 08:00+00', '2024-01-01 08:00+00'),
    ('Q_BARE', 'Kas dar?', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO brain_risk_rules (rule_id, code, severity, rule_json, note_template, enabled, created_at) VALUES
    ('R1', 'RISK_A', 'high', '{"all": [{"slot": "purpose", "contains_any": ["nuoma"]}, {"slot": "users", "not_contains_any": ["vaikai"]}]}', 'Pastaba', true, '2024-01-01 08:00+00'),
    ('R2', 'RISK_B', 'low', '{"any": [{"slot": "purpose", "eq_any": ["a"]}]}', NULL, false, '2024-01-01 08:00+00'),
    ('R_BARE', 'RISK_BARE', NULL, '{"slot": "purpose", "contains_any": ["x"]}', NULL, NULL, NULL);

INSERT INTO brain_config (key, value, updated_at) VALUES
    ('report_footer', '"Poraštė"', '2024-07-01 23:30:00'),
    ('modes_quick', '{"enabled": true, "limits": {"max_questions": 6}}', '2024-01-31 23:59:59.123456'),
    ('bare', NULL, NULL);

INSERT INTO brain_skip_rules (rule_id, condition_slot, condition_type, condition_values, skip_question_ids, enabled, created_at) VALUES
    ('S1', 'purpose', 'contains_any', '{nuoma}', '{Q2}', true, '2024-03-10 02:30:00'),
    ('S_BARE', 'purpose', 'not_equals_any', '{}', '{}', NULL, NULL);

-- An ordinary quick interview; the contact details stand in the state alone.
INSERT INTO sessions (session_id, language, round, state, final_report, created_at, updated_at, completed_at, report_summary, email_sent_at) VALUES
    ('00000000-0000-0000-0000-00000000000a', 'en', 2, '{
        "language": "en", "interview_mode": "quick", "round": 2,
        "history": [
            {"role": "agent", "question_id": "Q1", "text": "What for?", "round": 1},
            {"role": "user", "question_id": "Q1", "text": "For rest.\nAnd guests \u2013 \u0161eima", "round": 1},
            {"role": "agent", "question_id": "Q2", "text": "Who?", "round": 2},
            {"role": "user", "question_id": "Q2", "text": "", "round": 2}],
        "slots": {"purpose": {"value": "rest", "confidence": 0.8}, "users": {"value": "UNKNOWN", "confidence": 0.0}},
        "unknown_slots": ["users"], "risk_flags": [{"code": "RISK_A", "severity": "high", "note": "Pastaba", "evidence": ["purpose", "users"]}],
        "round_summary": "Rest.", "asked_question_ids": ["Q1", "Q2"], "next_questions": [{"id": "Q_BARE", "text": "Kas dar?", "round_hint": null}],
        "contact_info": {"name": "Ona", "email": "ona@example.lt", "phone": "+370 600 00000"},
        "questions_asked_count": 2, "quick_state": {"asked_count": 2, "low_info_streak": 1, "last_question_id": "Q2", "stop_reason": null}}',
        '# Report', '2024-04-30 09:00+00', '2024-05-01 10:00+00', '2024-05-01 10:00+00', 'Summary', '2024-05-01 10:01+00');

-- A precise interview that asked a question again in the same words; the contact details stand in both places.
INSERT INTO sessions (session_id, language, round, state, created_at, updated_at, contact_name, contact_email, contact_phone) VALUES
    ('00000000-0000-0000-0000-00000000000b', 'lt', 3, '{
        "language": "lt", "interview_mode": "precise", "round": 3,
        "history": [
            {"role": "agent", "question_id": "Q1", "text": "Kam?", "round": 1},
            {"role": "user", "question_id": "Q1", "text": "Nežinau", "round": 1},
            {"role": "agent", "question_id": "Q1", "text": "Kam?", "round": 1},
            {"role": "user", "question_id": "Q1", "text": "Nežinau", "round": 1},
            {"role": "agent", "question_id": null, "text": "Ačiū", "round": null}],
        "slots": {"purpose": {"value": null, "confidence": 0}}, "unknown_slots": ["purpose"], "risk_flags": [], "round_summary": null,
        "asked_question_ids": ["Q1", "Q1"], "next_questions": [], "contact_info": {"name": "Petras", "email": "p@example.lt", "phone": null},
        "questions_asked_count": 2, "quick_state": null}',
        '2024-04-01 09:00+00', '2024-04-02 10:00+00', 'Petras', 'p@example.lt', NULL);

-- The contact details in the state are not those in the columns, and there are more of them.
INSERT INTO sessions (session_id, state, created_at, updated_at, contact_name) VALUES
    ('00000000-0000-0000-0000-00000000000c', '{"slots": {}, "contact_info": {"name": "Jonas", "email": "j@example.lt", "phone": null, "company": "UAB"}}',
        '2024-04-03 09:00+00', '2024-04-03 10:00+00', 'Jonas Jonaitis');

-- Nothing but what must be there.
INSERT INTO sessions (session_id, language, round, created_at, updated_at) VALUES ('00000000-0000-0000-0000-00000000000d', NULL, NULL, NULL, NULL);
INSERT INTO sessions (session_id, created_at, updated_at, completed_at) VALUES ('00000000-0000-0000-0000-0000000000d2', NULL, NULL, '2024-02-02 12:00+00');

-- A history with entries that no row can hold exactly.
INSERT INTO sessions (session_id, language, state, created_at, updated_at) VALUES
    ('00000000-0000-0000-0000-00000000000e', 'ru', '{"history": [
        {"role": "agent", "question_id": "Q1", "text": "Зачем?", "round": 1},
        {"text": "без роли", "question_id": "Q1", "round": 1},
        {"role": "user", "question_id": "Q1", "text": "с оценкой", "round": 1, "score": 5},
        {"role": "user", "question_id": "Q_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789", "text": "длинный", "round": 1},
        {"role": "an_agent_with_a_long_role", "question_id": "Q1", "text": "роль", "round": 1},
        {"role": "user", "question_id": "Q1", "text": 42, "round": "first"},
        {"role": "user", "question_id": "Q1"},
        {"role": "user", "question_id": "Q1", "text": "раунд", "round": "2"},
        {"role": "user", "question_id": "Q1", "text": "раунд", "round": 99999999999},
        "только слова", ["список"], null, 7],
        "x_custom": {"kept": [1, 2.50, "\u0161"]}}', '2024-04-04 09:00+00', '2024-04-04 10:00+00');

-- No history, and contact details that are none.
INSERT INTO sessions (session_id, state, created_at, updated_at) VALUES
    ('00000000-0000-0000-0000-00000000000f', '{"history": "lost", "contact_info": "call me"}', '2024-04-05 09:00+00', '2024-04-05 10:00+00'),
    ('00000000-0000-0000-0000-0000000000f2', '{"history": null, "contact_info": null}', '2024-04-05 09:00+00', '2024-04-05 10:00+00'),
    ('00000000-0000-0000-0000-0000000000f3', '{"history": [], "contact_info": {}}', '2024-04-05 09:00+00', '2024-04-05 10:00+00'),
    ('00000000-0000-0000-0000-0000000000f4', '{"history": {}, "contact_info": {"name": "", "email": "", "phone": ""}}', '2024-04-05 09:00+00', '2024-04-05 10:00+00');

-- Slot values of every kind.
INSERT INTO sessions (session_id, state, created_at, updated_at) VALUES
    ('00000000-0000-0000-0000-0000000000aa', '{"slots": {
        "number": {"value": 6, "confidence": 1}, "fraction": {"value": 2.5, "confidence": 0.5}, "yes": {"value": true, "confidence": 0.9},
        "list": {"value": ["a", "b"], "confidence": 0.7}, "object": {"value": {"min": 4}, "confidence": 0.7}, "text": {"value": "šeši", "confidence": 0.7},
        "empty": {"value": "", "confidence": 0}, "bare": {}}}', '2024-04-06 09:00+00', '2024-04-06 10:00+00');

-- Contact details too long for their columns.
INSERT INTO sessions (session_id, state, created_at, updated_at) VALUES
    ('00000000-0000-0000-0000-0000000000ab', jsonb_build_object('contact_info', jsonb_build_object('name', repeat('n', 300), 'email', 'n@example.lt', 'phone', repeat('5', 60))),
        '2024-04-07 09:00+00', '2024-04-07 10:00+00');

-- Somebody had begun to fill the messages.
INSERT INTO sessions (session_id, state, created_at, updated_at) VALUES
    ('00000000-0000-0000-0000-0000000000ac', '{"history": [
        {"role": "agent", "question_id": "Q1", "text": "Kam?", "round": 1}, {"role": "user", "question_id": "Q1", "text": "Poilsiui", "round": 1}]}',
        '2024-04-08 09:00+00', '2024-04-08 10:00+00');
INSERT INTO messages (session_id, role, question_id, content, round, created_at) VALUES
    ('00000000-0000-0000-0000-0000000000ac', 'agent', 'Q1', 'Kam?', 1, NULL);

INSERT INTO transcripts (session_id, question_id, original_text, confirmed_text, language, confidence, duration_seconds, created_at) VALUES
    ('00000000-0000-0000-0000-00000000000a', 'Q1', 'heard', 'meant', 'en', 0.93, 12.34, '2024-04-30 09:01+00'),
    ('00000000-0000-0000-0000-00000000000a', NULL, 'heard', NULL, NULL, NULL, NULL, NULL);

INSERT INTO feedback (id, session_id, rating, feedback_text, created_at) VALUES
    ('f0000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-00000000000a', 2, 'first', '2024-05-01 11:00:00'),
    ('f0000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000000a', 5, 'newest', '2024-05-01 23:00:00'),
    ('f0000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-00000000000a', 3, NULL, NULL),
    ('f0000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-00000000000b', 4, 'twin', '2024-05-02 11:00:00'),
    ('f0000000-0000-0000-0000-000000000005', '00000000-0000-0000-0000-00000000000b', 1, 'twin', '2024-05-02 11:00:00'),
    ('f0000000-0000-0000-0000-000000000006', NULL, 1, 'orphan', '2024-05-03 11:00:00'),
    ('f0000000-0000-0000-0000-000000000007', NULL, 2, 'orphan', '2024-05-03 12:00:00'),
    ('f0000000-0000-0000-0000-000000000008', NULL, 3, NULL, NULL);

INSERT INTO skill_versions (id, version, name, content, created_at, approved_by, approved_at, is_active, parent_version_id, change_summary) VALUES
    (1, '1.0.0', 'pirtis_design_skill', 'one', '2024-01-01 00:00:00', 'Ona', '2024-06-30 22:00:00', true, NULL, NULL),
    (2, '1.1.0', 'pirtis_design_skill', 'two', '2024-02-01 00:00:00', 'Ona', '2024-07-01 02:00:00', true, 1, 'better'),
    (3, '1.2.0', 'pirtis_design_skill', 'three', '2024-03-01 00:00:00', NULL, NULL, true, 2, NULL),
    (4, '1.3.0', 'pirtis_design_skill', 'four', NULL, NULL, NULL, true, 3, NULL),
    (5, '1.4.0', 'other', 'five', '2024-08-01 00:00:00', NULL, NULL, NULL, NULL, NULL);

INSERT INTO skill_learned_rules (id, rule_text, source_reviews, confidence_score, approved, created_at, approved_at, approved_by, rule_type, source_pattern, metadata) VALUES
    (1, 'Ask more', '{1,2}', 0.75, true, '2024-03-31 01:30:00', '2024-10-27 01:30:00', 'Ona', 'new_question', 'pattern', '{"rule_text_en": "Ask more", "incorporated_in_skill": 2}'),
    (2, 'Bare', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO expert_reviews (id, session_id, reviewer_name, created_at, overall_rating, overall_comments) VALUES
    (1, '00000000-0000-0000-0000-00000000000a', 'Expert', '2024-11-03 06:30:00', 5, 'Good'),
    (2, '00000000-0000-0000-0000-00000000000b', NULL, NULL, NULL, NULL);
INSERT INTO question_reviews (id, expert_review_id, question_id, original_question, user_response, effectiveness_rating, what_could_be_better, suggested_alternative, missed_opportunities) VALUES
    (1, 1, 'Q1', 'What for?', 'For rest.', 4, 'words', 'Why?', '{guests,children}'),
    (2, 1, 'Q2', 'Who?', NULL, NULL, NULL, NULL, NULL);
INSERT INTO summary_reviews (id, expert_review_id, original_summary, accuracy_rating, completeness_rating, what_could_be_better, missing_insights) VALUES
    (1, 1, 'Summary', 3, 2, 'more', '{budget}'),
    (2, 2, '', NULL, NULL, NULL, NULL);

SELECT setval(pg_get_serial_sequence(name, 'id'), 100) FROM unnest('{skill_versions,skill_learned_rules,expert_reviews,question_reviews,summary_reviews}'::text[]) name;
