-- Purpose: how many requests of a partition failed, in all and in each part of the traffic that a model or a tag names.
-- Parameters: $most DOUBLE, the most values of one name to list.
-- Reads: feature_record of summarise-traffic.sql. A request fails in `error` when it has one; in `scores.<name>` when that
-- score is below a half.
-- One row = one way to fail in one part. Columns: failure VARCHAR, name VARCHAR and value VARCHAR of the part (both NULL for
-- everything), value_count DOUBLE how many values that name has, requests DOUBLE, failed DOUBLE, lowest DOUBLE and
-- highest DOUBLE of the score. Ordered by failure, name and value.
WITH told AS (
  SELECT [{'name': NULL, 'value': NULL}, {'name': 'model', 'value': model}]
      || list_transform(map_entries(tags), lambda tag: {'name': tag.key, 'value': tag.value}) AS slices,
    [{'failure': 'error', 'score': CASE WHEN error = 'none' THEN 1.0 ELSE 0.0 END}]
      || list_transform(map_entries(scores), lambda each: {'failure': 'scores.' || each.key, 'score': each.value}) AS outcomes
  FROM feature_record
),
outcome AS (
  SELECT slices, unnest(outcomes) AS outcome FROM told
),
counted AS (
  SELECT outcome.failure AS failure, slice.name AS name, slice.value AS value, count(*) AS requests,
    count(*) FILTER (outcome.score < 0.5) AS failed, min(outcome.score) AS lowest, max(outcome.score) AS highest
  FROM (SELECT unnest(slices) AS slice, outcome FROM outcome)
  WHERE outcome.score IS NOT NULL
  GROUP BY ALL
)
SELECT failure, name, value, CAST(count(*) OVER (PARTITION BY failure, name) AS DOUBLE) AS value_count,
  CAST(requests AS DOUBLE) AS requests, CAST(failed AS DOUBLE) AS failed, lowest, highest
FROM counted
QUALIFY row_number() OVER (PARTITION BY failure, name ORDER BY value) <= $most
ORDER BY failure, name NULLS FIRST, value
