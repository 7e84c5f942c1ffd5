-- Settings and skip rules, which came with 003.
INSERT INTO brain_config (key, value, updated_at) VALUES
    ('report_footer', '"Pirtys \"Garas\" · +370 600 00000 · www.example.lt"', '2024-06-30 23:59:59.999999'),
    ('modes_quick', '{"enabled": true, "limits": {"max_questions": 7, "max_clarifications": 1, "low_info_streak_max": 2}, "critical_slots": [{"id": "purpose", "min_confidence": 0.6}, {"id": "users", "min_confidence": 0.55}, {"id": "location", "min_confidence": 0.6}], "clarify_threshold": 0.45, "scoring_overrides": {"weights": {"missing_critical_slot_bonus": 4.0, "diversify_topic_penalty": 1.5, "repeat_slot_penalty": 2.0}}}', '2024-07-01 00:00:00'),
    ('seen_by', NULL, NULL);

INSERT INTO brain_skip_rules (rule_id, condition_slot, condition_type, condition_values, skip_question_ids, enabled, created_at) VALUES
    ('S1', 'stove', 'contains_any', '{elektr,electric,электр}', '{Q_AIR}', true, '2024-03-31 03:30:00'),
    ('S2', 'purpose', 'not_equals_any', '{nuoma,"verslas, nuoma"}', '{Q_BUDGET,Q_OLD}', true, '2024-10-27 03:30:00'),
    ('S3', 'users', 'equals_any', '{}', '{}', false, NULL);
