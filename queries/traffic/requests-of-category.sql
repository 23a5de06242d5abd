-- Purpose: which requests of a night's sample have a category.
-- Parameters: $sample VARCHAR a file of `merge-samples.sql`, $feature VARCHAR as summaries call it (model, tags.<name>),
-- $value VARCHAR the category.
-- One row = one request that has it. Columns: id VARCHAR (its own, else log and line). Ordered by id.
SELECT id
FROM read_parquet($sample, hive_partitioning = false) AS record
WHERE feature_category(record, $feature) = $value
ORDER BY id
