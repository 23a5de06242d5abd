-- Purpose: the scores of a run's cases as those of requests are: of one answer each.
-- Parameters: $paths VARCHAR[] files of `write-results.sql`; $aided VARCHAR[] scorers that are shown the expected answer,
-- whose scores count only where there is none, since no request has one.
-- Makes: scored, one row = one case that was answered in its first epoch, in no order; columns as `scored-requests.sql`
-- makes them: unit is the group, and all count once.
CREATE OR REPLACE TEMP TABLE scored AS
SELECT case_id AS place, case_group AS unit, CAST(NULL AS DOUBLE) AS inclusion_probability, model, tags, case_id AS record_key,
  scored_values(kept) AS scores, scored_passes(kept, MAP {}) AS passed
FROM (
  SELECT *, map_from_entries(list_filter(map_entries(scores),
    lambda score: expected IS NULL OR NOT list_contains($aided, score.key))) AS kept
  FROM read_parquet($paths, hive_partitioning = false)
  WHERE status = 'answered' AND epoch = 1
)
