-- Purpose: the requests of a night's sample that were scored.
-- Parameters: $paths VARCHAR[] files of `write-results.sql`, whose cases are requests by their keys; $sample VARCHAR a file
-- of `merge-samples.sql`.
-- Makes: scored, one row = one request, in no order. Columns: place VARCHAR, unit VARCHAR or NULL, inclusion_probability
-- DOUBLE or NULL, model VARCHAR, tags MAP(VARCHAR, VARCHAR), record_key VARCHAR, scores MAP(VARCHAR, DOUBLE) those that have a
-- value, passed MAP(VARCHAR, BOOLEAN) whether each passes.
CREATE OR REPLACE TEMP TABLE scored AS
SELECT place, unit, inclusion_probability, result.model AS model, result.tags AS tags, record_key,
  scored_values(result.scores) AS scores, scored_passes(result.scores, passed) AS passed
FROM read_parquet($paths, hive_partitioning = false) AS result
  JOIN read_parquet($sample, hive_partitioning = false) ON case_id = record_key
WHERE status = 'answered'
