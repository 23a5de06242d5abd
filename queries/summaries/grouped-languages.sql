-- Purpose: the languages of the offline cases, with the group of each.
-- Parameters: $path VARCHAR a file of `write-descriptions.sql`. Reads: unit_record of group-cases.sql.
-- One row = one case. Columns: unit_number DOUBLE, weight DOUBLE, value DOUBLE a number of the language. Ordered by place.
SELECT unit_number, weight, CAST(hash(language) >> 12 AS DOUBLE) AS value
FROM unit_record JOIN read_parquet($path, hive_partitioning = false) USING (position)
ORDER BY place
