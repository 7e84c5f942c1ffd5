-- The kinds of learned rules.
ALTER TABLE skill_learned_rules ADD COLUMN IF NOT EXISTS rule_type VARCHAR(50) DEFAULT 'general';
ALTER TABLE skill_learned_rules ADD COLUMN IF NOT EXISTS source_pattern TEXT;
ALTER TABLE skill_learned_rules ADD COLUMN IF NOT EXISTS metadata JSONB DEFAULT '{}';
CREATE INDEX IF NOT EXISTS idx_skill_learned_rules_type ON skill_learned_rules(rule_type);
CREATE INDEX IF NOT EXISTS idx_skill_learned_rules_metadata ON skill_learned_rules USING GIN (metadata);
