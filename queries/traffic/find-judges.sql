-- Purpose: the spans of scorers and judges, and all spans below them, wherever in the file they stand.
-- Parameters: $files VARCHAR[] the staged lines, each a list of spans as `otlp-spans.ts` writes them.
-- Makes: traffic_judge(key VARCHAR), one row = one span.
CREATE OR REPLACE TEMP TABLE traffic_judge AS
WITH RECURSIVE span AS (
  SELECT span_key(span) AS key, parent_key(span) AS parent, span ->> '$.is_judge' = 'true' AS is_judge
  FROM (SELECT unnest(TRY_CAST(TRY_CAST(text AS JSON) AS JSON[])) AS span FROM staged_lines($files))
),
judge AS (
  SELECT key FROM span WHERE is_judge
  UNION
  SELECT span.key FROM span JOIN judge ON span.parent = judge.key
)
SELECT key FROM judge WHERE key IS NOT NULL
