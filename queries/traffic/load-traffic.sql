-- Purpose: read lines of a log into normalised records, or the reason why a line is none.
-- Parameters: $timezone VARCHAR, an IANA name: the zone whose calendar day a record belongs to;
-- $needs_latency DOUBLE, 1 when a record without latency_ms is none; $path VARCHAR the Parquet file to write.
-- Reads: traffic_text(line BIGINT, part BIGINT, text VARCHAR), what may be a record, as JSON.
-- One row = one row of traffic_text, in no order. `reason` is NULL for a good record.
-- input_may_hold and output_may_hold say whether there is any sign of what redact.sql takes out.
COPY (
WITH parsed AS (
  SELECT line, part, text,
    TRY(json_transform(text, '{
      "timestamp": "JSON", "id": "JSON", "input": "JSON", "output": "JSON", "model": "JSON", "latency_ms": "JSON",
      "tokens": "JSON", "cost_usd": "JSON", "conversation_id": "JSON", "user_id": "JSON", "error": "JSON",
      "finish_reason": "JSON", "tags": "JSON", "scores": "JSON", "vector": "JSON", "inclusion_probability": "JSON"}')) AS field
  FROM traffic_text
),
read AS (
  SELECT line, part, text, field, json_time(field.timestamp) AS timestamp, json_name(field.id) AS id,
    json_input(field.input) AS input, json_text(field.output) AS output, json_text(field.model) AS model,
    json_number(field.latency_ms) AS latency_ms, json_number(json_extract(field.tokens, '$.input')) AS input_tokens,
    json_number(json_extract(field.tokens, '$.output')) AS output_tokens, json_number(field.cost_usd) AS cost_usd,
    json_name(field.conversation_id) AS conversation_id, json_name(field.user_id) AS user_id,
    json_error(field.error) AS error, json_text(field.finish_reason) AS finish_reason,
    CASE WHEN is_json_object(field.tags) THEN json_tags(field.tags) ELSE MAP {} END AS tags,
    CASE WHEN is_json_object(field.scores) THEN json_scores(field.scores) ELSE MAP {} END AS scores,
    json_turns(field.input) AS turns, json_vector(field.vector) AS vector,
    json_number(field.inclusion_probability) AS inclusion_probability
  FROM parsed
),
named AS (
  SELECT * REPLACE (CASE WHEN is_named THEN kept_id(id) ELSE id END AS id,
    CASE WHEN is_named THEN kept_id(conversation_id) ELSE conversation_id END AS conversation_id,
    CASE WHEN is_named THEN kept_id(user_id) ELSE user_id END AS user_id,
    CASE WHEN is_named THEN kept_name(error) ELSE error END AS error,
    CASE WHEN is_named AND may_name(CAST(tags AS VARCHAR)) THEN kept_tags(tags) ELSE tags END AS tags)
  FROM (SELECT *, may_name(concat_ws(' ', id, conversation_id, user_id, error, CAST(tags AS VARCHAR))) AS is_named FROM read)
),
measured AS (
  SELECT *, measure_text(encode(input)) AS of_input, measure_text(encode(output)) AS of_output FROM named
)
SELECT * EXCLUDE (text, field, is_named, of_input, of_output)
    REPLACE (stored_error(error) AS error, stored_tags(tags) AS tags),
  of_input.features AS input_features, struct_insert(of_output.features, refusal := is_refusal(output)) AS output_features,
  of_input.may_hold AS input_may_hold, of_output.may_hold AS output_may_hold,
  coalesce(strlen(input), 0) + coalesce(strlen(output), 0) AS text_bytes,
  own_features(timestamp, id, input, output, model, latency_ms, input_tokens, output_tokens, cost_usd, conversation_id,
    user_id, error, finish_reason, tags, scores, turns) AS own,
  coalesce('id ' || id, 'line ' || md5(text)) AS record_key,
  CAST(timezone($timezone, timestamp) AS DATE) AS date, strftime(timezone($timezone, timestamp), '%H') AS hour,
  CASE
    WHEN field.timestamp IS NULL THEN CASE coalesce(json_type(TRY_CAST(text AS JSON)), '')
      WHEN 'OBJECT' THEN 'timestamp is missing'
      WHEN '' THEN 'the line is not valid JSON' ELSE 'the line is not a JSON object' END
    WHEN timestamp IS NULL THEN 'timestamp is neither ISO 8601 nor Unix seconds or milliseconds'
    WHEN year(timestamp) NOT BETWEEN 2000 AND 2199 THEN 'timestamp is outside the years 2000 to 2199'
    WHEN field.input IS NULL THEN 'input is missing'
    WHEN input IS NULL THEN 'input is neither text nor a list of messages'
    WHEN field.output IS NULL AND error IS NULL THEN 'output is missing and there is no error'
    WHEN field.output IS NOT NULL AND output IS NULL THEN 'output is not text'
    WHEN field.model IS NULL THEN 'model is missing'
    WHEN coalesce(model, '') = '' THEN 'model is not text or is empty'
    WHEN field.latency_ms IS NULL AND $needs_latency = 1 THEN 'latency_ms is missing'
    WHEN is_bad_count(field.latency_ms, latency_ms) THEN 'latency_ms is not a number of at least 0'
    WHEN field.id IS NOT NULL AND coalesce(id, '') = '' THEN 'id is not text or a number, or is empty'
    WHEN NOT coalesce(is_json_object(field.tokens), true)
      OR is_bad_count(json_extract(field.tokens, '$.input'), input_tokens)
      OR is_bad_count(json_extract(field.tokens, '$.output'), output_tokens)
      THEN 'tokens is not an object of input and output, numbers of at least 0'
    WHEN is_bad_count(field.cost_usd, cost_usd) THEN 'cost_usd is not a number of at least 0'
    WHEN is_bad_name(field.conversation_id) THEN 'conversation_id is not text or a number'
    WHEN is_bad_name(field.user_id) THEN 'user_id is not text or a number'
    WHEN is_json_list(field.error) THEN 'error is a list'
    WHEN field.finish_reason IS NOT NULL AND finish_reason IS NULL THEN 'finish_reason is not text'
    WHEN NOT coalesce(is_json_object(field.tags), true) OR has_nested(field.tags) THEN 'tags is not an object of texts, numbers and booleans'
    WHEN NOT coalesce(is_json_object(field.scores), true)
      OR list_has_any(json_type(field.scores, '$.*'), ['OBJECT', 'ARRAY', 'VARCHAR']) THEN 'scores is not an object of numbers and booleans'
    WHEN field.vector IS NOT NULL AND vector IS NULL THEN 'vector is not a list of numbers'
    WHEN field.inclusion_probability IS NOT NULL
      AND NOT coalesce(inclusion_probability BETWEEN 1e-6 AND 1, false)
      THEN 'inclusion_probability is not a number from 1e-6 to 1'
  END AS reason
FROM measured
) TO $path (FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1, ROW_GROUP_SIZE 8192)
