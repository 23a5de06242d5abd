-- Purpose: what some cases asked and what came back, to show as examples.
-- Parameters: $paths VARCHAR[] a run's result files, $case_ids VARCHAR[].
-- One row = one case, its first epoch. Columns: case_id, input, output, expected (JSON), all VARCHAR.
-- Ordered by the place of the case in $case_ids.
SELECT case_id, input, output, expected
FROM read_parquet($paths, hive_partitioning = false)
WHERE list_contains($case_ids, case_id)
QUALIFY row_number() OVER (PARTITION BY case_id ORDER BY epoch) = 1
ORDER BY list_position($case_ids, case_id)
