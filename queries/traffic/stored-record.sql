-- Purpose: what is asked of a stored record: its features by their names in summaries, its age, its unit, its partition.
-- Parameters: none. Rows: none; defines macros in the session.

-- What a stored record has under the name of a feature as summaries call it; NULL when it has no such number.
CREATE OR REPLACE TEMP MACRO feature_number(r, feature) AS
  CASE WHEN feature = 'latency_ms' THEN r.latency_ms WHEN feature = 'cost_usd' THEN r.cost_usd
  WHEN feature = 'turns' THEN r.turns WHEN feature = 'input_tokens' THEN r.input_tokens
  WHEN feature = 'output_tokens' THEN r.output_tokens
  WHEN starts_with(feature, 'own.') THEN r.own.numbers[substr(feature, 5)]
  WHEN starts_with(feature, 'scores.') THEN r.scores[substr(feature, 8)]
  WHEN starts_with(feature, 'input_') THEN TRY_CAST(to_json(r.input_features) ->> substr(feature, 7) AS DOUBLE)
  WHEN starts_with(feature, 'output_') THEN TRY_CAST(to_json(r.output_features) ->> substr(feature, 8) AS DOUBLE) END;

-- The same for categories.
CREATE OR REPLACE TEMP MACRO feature_category(r, feature) AS
  CASE WHEN feature = 'model' THEN r.model WHEN feature = 'error' THEN coalesce(r.error, 'none')
  WHEN feature = 'finish_reason' THEN r.finish_reason WHEN feature = 'hour' THEN r.hour
  WHEN starts_with(feature, 'own.') THEN r.own.categories[substr(feature, 5)]
  WHEN starts_with(feature, 'tags.') THEN r.tags[substr(feature, 6)]
  WHEN starts_with(feature, 'input_') THEN to_json(r.input_features) ->> substr(feature, 7)
  WHEN starts_with(feature, 'output_') THEN to_json(r.output_features) ->> substr(feature, 8) END;

-- What decides between records of the same key, in a file and over files: the earliest, then by content alone,
-- so that the choice does not depend on how a night is cut into files.
CREATE OR REPLACE TEMP MACRO record_age(r) AS {
  'timestamp': r.timestamp, 'latency_ms': r.latency_ms, 'model': r.model, 'error': r.error,
  'input_features': r.input_features, 'output_features': r.output_features,
  'input_tokens': r.input_tokens, 'output_tokens': r.output_tokens, 'cost_usd': r.cost_usd, 'turns': r.turns,
  'finish_reason': r.finish_reason, 'scores': CAST(r.scores AS VARCHAR), 'own': CAST(r.own AS VARCHAR), 'tags': CAST(r.tags AS VARCHAR)
};

-- Which requests hang together: those of a user, else of a conversation; one that has neither stands alone.
CREATE OR REPLACE TEMP MACRO unit_of(r) AS
  hash(coalesce('user ' || r.user_id, 'conversation ' || r.conversation_id, r.record_key));

-- Is a request of this part of so many? The hash of its key deals it, in whole numbers: as doubles, the hashes would
-- all be even.
CREATE OR REPLACE TEMP MACRO is_in_partition(key, part, parts) AS
  hash(key) % CAST(parts AS UBIGINT) = CAST(part AS UBIGINT);
