-- Purpose: of some cases of a dataset what its runs do not tell: who says what in a conversation, and what people scored.
-- Parameters: $path VARCHAR a Parquet file of write-cases.sql; $case_ids VARCHAR[].
-- One row = one case that has either. Columns: id, messages (JSON, NULL where the input is a text), human (JSON or NULL).
--   In no order.
SELECT id,
  CASE WHEN json_type(body, '$.input') = 'ARRAY' THEN CAST(json_extract(body, '$.input') AS VARCHAR) END AS messages,
  CAST(json_extract(body, '$.human') AS VARCHAR) AS human
FROM read_parquet($path)
WHERE id IN (SELECT unnest($case_ids)) AND (messages IS NOT NULL OR human IS NOT NULL)
