-- Purpose: how a row of a table (CSV, Parquet, an own SELECT) becomes a traffic record: numbers may be written as texts,
-- and what a record nests may stand in columns of its own (tags.intent, input_tokens or tokens.input).
-- Parameters: none. Rows: none; defines macros in the session. Each takes the row as a JSON object.

-- The value of a key; NULL where it is absent or null.
CREATE OR REPLACE TEMP MACRO cell(j, name) AS
  CASE WHEN json_type(json_extract(j, name)) <> 'NULL' THEN json_extract(j, name) END;

-- A number that is written as a text; anything else stays as it is.
CREATE OR REPLACE TEMP MACRO cell_number(value) AS
  CASE WHEN json_type(value) = 'VARCHAR' AND isfinite(TRY_CAST(trim(value ->> '$') AS DOUBLE))
  THEN to_json(TRY_CAST(trim(value ->> '$') AS DOUBLE)) ELSE value END;

-- An object that is written as a text; anything else stays as it is.
CREATE OR REPLACE TEMP MACRO cell_object(value) AS
  CASE WHEN json_type(value) = 'VARCHAR' AND json_type(TRY_CAST(value ->> '$' AS JSON)) = 'OBJECT'
  THEN TRY_CAST(value ->> '$' AS JSON) ELSE value END;

-- The columns whose names begin so, as one object without that beginning; NULL when there are none.
CREATE OR REPLACE TEMP MACRO cells_of(j, prefix) AS to_json(map_from_entries(nullif(list_transform(
  list_filter(list_distinct(json_keys(j)), lambda name: starts_with(name, prefix) AND name <> prefix),
  lambda name: {'key': name[length(prefix) + 1:], 'value': json_extract(j, name)}), [])));

CREATE OR REPLACE TEMP MACRO cell_tokens(j) AS
  CASE WHEN cell(j, 'tokens') IS NOT NULL THEN cell_object(cell(j, 'tokens'))
  WHEN coalesce(cell(j, 'input_tokens'), cell(j, 'output_tokens'), cell(j, 'tokens.input'), cell(j, 'tokens.output'))
    IS NOT NULL
  THEN json_object(
    'input', cell_number(coalesce(cell(j, 'input_tokens'), cell(j, 'tokens.input'))),
    'output', cell_number(coalesce(cell(j, 'output_tokens'), cell(j, 'tokens.output')))
  ) END;

CREATE OR REPLACE TEMP MACRO table_record(j) AS CAST(json_merge_patch(j, json_object(
  'latency_ms', cell_number(json_extract(j, 'latency_ms')),
  'cost_usd', cell_number(json_extract(j, 'cost_usd')),
  'inclusion_probability', cell_number(json_extract(j, 'inclusion_probability')),
  'tokens', cell_tokens(j),
  'tags', coalesce(cell_object(cell(j, 'tags')), cells_of(j, 'tags.')),
  'scores', coalesce(cell_object(cell(j, 'scores')), cells_of(j, 'scores.'))
)) AS VARCHAR);

-- What names a span, and the span above it, within all traces.
CREATE OR REPLACE TEMP MACRO span_key(span) AS (span ->> '$.trace_id') || ' ' || (span ->> '$.span_id');

CREATE OR REPLACE TEMP MACRO parent_key(span) AS (span ->> '$.trace_id') || ' ' || (span ->> '$.parent_span_id');
