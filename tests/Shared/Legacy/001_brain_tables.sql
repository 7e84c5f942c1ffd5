-- Brain tables: what the interview asks and how it decides.
CREATE TABLE IF NOT EXISTS brain_slots (
    slot_key VARCHAR(64) PRIMARY KEY,
    label_lt VARCHAR(255),
    label_en VARCHAR(255),
    description TEXT,
    is_required BOOLEAN DEFAULT FALSE,
    priority_weight NUMERIC(3,2) DEFAULT 1.0,
    created_at TIMESTAMPTZ DEFAULT NOW(),
    updated_at TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE IF NOT EXISTS brain_questions (
    question_id VARCHAR(64) PRIMARY KEY,
    text_lt TEXT NOT NULL,
    text_en TEXT,
    base_priority INTEGER DEFAULT 50,
    round_hint INTEGER,
    slot_coverage TEXT[] DEFAULT '{}',
    risk_coverage TEXT[] DEFAULT '{}',
    enabled BOOLEAN DEFAULT TRUE,
    created_at TIMESTAMPTZ DEFAULT NOW(),
    updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE INDEX IF NOT EXISTS idx_brain_questions_enabled ON brain_questions(enabled);
CREATE INDEX IF NOT EXISTS idx_brain_questions_round ON brain_questions(round_hint);

CREATE TABLE IF NOT EXISTS brain_risk_rules (
    rule_id VARCHAR(64) PRIMARY KEY,
    code VARCHAR(64) NOT NULL UNIQUE,
    severity VARCHAR(16) DEFAULT 'medium',
    rule_json JSONB NOT NULL,
    note_template TEXT,
    enabled BOOLEAN DEFAULT TRUE,
    created_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE INDEX IF NOT EXISTS idx_brain_risk_rules_enabled ON brain_risk_rules(enabled);

CREATE TABLE IF NOT EXISTS brain_scoring_config (
    config_key VARCHAR(64) PRIMARY KEY DEFAULT 'default',
    weights JSONB NOT NULL DEFAULT '{"missing_slot": 3.0, "risk": 2.0, "required_slot_bonus": 2.0, "round_fit": 1.5, "base_priority": 0.1, "asked_penalty": -5.0}',
    updated_at TIMESTAMPTZ DEFAULT NOW()
);
INSERT INTO brain_scoring_config (config_key) VALUES ('default') ON CONFLICT DO NOTHING;
