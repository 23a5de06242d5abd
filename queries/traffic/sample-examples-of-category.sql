-- Purpose: a few requests of one category, the same ones whenever it is asked.
-- Parameters: $sample VARCHAR a file of `merge-samples.sql`, $feature VARCHAR as summaries call it (model, tags.<name>),
-- $value VARCHAR the category, $limit DOUBLE how many, $seed VARCHAR.
-- One row = one request. Columns: record_key VARCHAR, id VARCHAR (its own, else log and line), input VARCHAR or NULL.
-- Ordered by a hash of seed and request, so the choice is uniform and does not depend on the order of rows.
SELECT record_key, id, input
FROM read_parquet($sample, hive_partitioning = false) AS record
WHERE feature_category(record, $feature) = $value
ORDER BY md5($seed || record_key)
LIMIT CAST($limit AS BIGINT)
