-- Purpose: no features of the user's own, until `own-features.ts` defines those of a config by the same names.
-- Parameters: none. Rows: none; defines macros in the session. Both give a STRUCT of maps by name.
CREATE OR REPLACE TEMP MACRO own_features(
  "timestamp", id, input, output, model, latency_ms, input_tokens, output_tokens, cost_usd, conversation_id, user_id, error,
  finish_reason, tags, scores, turns
) AS {'numbers': CAST(MAP {} AS MAP(VARCHAR, DOUBLE)), 'categories': CAST(MAP {} AS MAP(VARCHAR, VARCHAR))};

CREATE OR REPLACE TEMP MACRO own_case_features(input, turns, tags) AS
  {'numbers': CAST(MAP {} AS MAP(VARCHAR, DOUBLE)), 'categories': CAST(MAP {} AS MAP(VARCHAR, VARCHAR))};
