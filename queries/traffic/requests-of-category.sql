-- Purpose: which of some requests have a category.
-- Parameters: $files VARCHAR[] a night's Parquet files, $ids VARCHAR[] requests by their ids, or log and line,
-- $feature VARCHAR as summaries call it (model, tags.<name>), $value VARCHAR the category.
-- One row = one request that has it. Columns: id VARCHAR. Ordered by id.
SELECT DISTINCT coalesce(id, source || ':' || line) AS id
FROM read_parquet($files, hive_partitioning = false) AS record
WHERE list_contains($ids, coalesce(id, source || ':' || line)) AND feature_category(record, $feature) = $value
ORDER BY id
