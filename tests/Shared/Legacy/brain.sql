-- A brain of the legacy service, as somebody tuned it.
INSERT INTO brain_slots (slot_key, label_lt, label_en, description, is_required, priority_weight, created_at, updated_at) VALUES
    ('purpose', 'Paskirtis', 'Purpose', 'Kam pirtis reikalinga', true, 1.50, '2023-11-02 08:00+00', '2024-03-02 08:15+00'),
    ('users', 'Naudotojai', 'Users', NULL, true, 1.40, '2023-11-02 08:00+00', '2023-11-02 08:00+00'),
    ('location', 'Vieta', 'Location', 'Namas, kiemas ar sodyba', true, 1.30, '2023-11-02 08:00+00', '2023-11-02 08:00+00'),
    ('size', 'Dydis (m²)', 'Size (m²)', '', true, 1.20, '2023-11-02 08:00+00', '2023-11-02 08:00+00'),
    ('stove', 'Krosnelė', 'Stove', NULL, false, 1.10, '2023-11-02 08:00+00', '2023-11-02 08:00+00'),
    ('ventilation', 'Ventiliacija', NULL, NULL, false, 1.00, '2023-11-02 08:00+00', '2023-11-02 08:00+00'),
    ('budget', 'Biudžetas', 'Budget', NULL, false, 0.90, '2024-02-10 08:00+00', '2024-02-10 08:00+00'),
    ('notes', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO brain_questions (question_id, text_lt, text_en, base_priority, round_hint, slot_coverage, risk_coverage, enabled, created_at, updated_at) VALUES
    ('Q_PURPOSE', 'Kam jums pirtis: poilsiui, sveikatai ar svečiams?', 'What do you want the sauna for?', 95, 1, '{purpose}', '{}', true, '2023-11-02 08:00+00', '2023-11-02 08:00+00'),
    ('Q_USERS', 'Kas ir kiek žmonių ja naudosis?', 'Who will use it, and how many people?', 90, 1, '{users}', '{RISK_CHILDREN}', true, '2023-11-02 08:00+00', '2023-11-02 08:00+00'),
    ('Q_LOCATION', 'Kur ji stovės – „name“, kieme ar sodyboje?', 'Where will it stand?', 85, 1, '{location}', '{RISK_FIRE}', true, '2023-11-02 08:00+00', '2023-11-02 08:00+00'),
    ('Q_SIZE', 'Kokio dydžio patalpą turite?', 'How large is the room?', 80, 2, '{size}', '{}', true, '2023-11-02 08:00+00', '2023-11-02 08:00+00'),
    ('Q_STOVE', 'Malkinė ar elektrinė krosnelė?', 'A wood or an electric stove?', 70, 2, '{stove}', '{RISK_FIRE,RISK_AIR}', true, '2023-11-02 08:00+00', '2023-11-02 08:00+00'),
    ('Q_AIR', 'Kaip pirtis bus vėdinama?', NULL, 60, 3, '{ventilation,stove}', '{RISK_AIR}', true, '2023-11-02 08:00+00', '2023-11-02 08:00+00'),
    ('Q_BUDGET', 'Kiek planuojate išleisti?', 'What is your budget?', 50, 3, '{budget}', NULL, true, '2024-02-10 08:00+00', '2024-02-10 08:00+00'),
    ('Q_OLD', 'Ar turite brėžinius?', 'Do you have drawings?', NULL, NULL, NULL, NULL, false, NULL, NULL),
    ('Q_ANYTHING', 'Ar norite dar ką nors pasakyti?', 'Anything else?', 10, NULL, '{notes}', '{}', NULL, '2023-11-02 08:00+00', NULL);

INSERT INTO brain_risk_rules (rule_id, code, severity, rule_json, note_template, enabled, created_at) VALUES
    ('R1', 'RISK_FIRE', 'high', '{"all": [{"slot": "stove", "contains_any": ["malk", "wood", "дров"]}, {"slot": "location", "contains_any": ["name", "house", "доме"]}]}', 'Malkinė krosnelė gyvenamajame name: reikia „dūmtraukio“ projekto.', true, '2023-11-02 08:00+00'),
    ('R2', 'RISK_AIR', 'medium', '{"any": [{"slot": "ventilation", "eq_any": ["nėra", "none", "нет"]}, {"slot": "ventilation", "not_contains_any": ["vėdin", "vent", "вент"]}]}', NULL, true, '2023-11-02 08:00+00'),
    ('R3', 'RISK_CHILDREN', 'low', '{"slot": "users", "contains_any": ["vaik", "child", "дет"]}', 'Vaikai: žemesnė temperatūra.', NULL, NULL),
    ('R4', 'RISK_OLD', NULL, '{"slot": "size", "not_contains_any": []}', NULL, false, '2023-11-02 08:00+00');

UPDATE brain_scoring_config SET weights = '{"risk": 2.5, "round_fit": 1.5, "missing_slot": 3.0, "asked_penalty": -5.0, "base_priority": 0.1, "required_slot_bonus": 2.25}', updated_at = '2024-05-05 05:05+00';
