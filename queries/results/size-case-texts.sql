-- Purpose: how many characters the texts of some cases have, if none of them may be longer than a cap.
-- Parameters: $paths VARCHAR[] a run's result files; $case_ids VARCHAR[]; $cap DOUBLE.
-- One row. Columns: characters DOUBLE.
SELECT CAST(coalesce(sum(least(length(input), $cap) + least(coalesce(length(output), 0), $cap)
  + least(coalesce(length(expected), 0), $cap)), 0) AS DOUBLE) AS characters
FROM read_parquet($paths, hive_partitioning = false)
WHERE case_id IN (SELECT unnest($case_ids))
