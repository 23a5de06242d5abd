-- Purpose: scored requests as `count-failures.sql` reads them, for which a score below a half is a failure.
-- Parameters: none. Reads: scored of `scored-requests.sql`.
-- Makes: feature_record, one row = one request; columns model, error (always 'none': requests with an error are not
-- scored), tags, scores MAP(VARCHAR, DOUBLE) 1 where it passes, else 0.
CREATE OR REPLACE TEMP TABLE feature_record AS
SELECT model, 'none' AS error, tags, map_from_entries(list_transform(map_entries(passed),
  lambda each: {'key': each.key, 'value': CASE WHEN each.value THEN 1.0::DOUBLE ELSE 0.0::DOUBLE END})) AS scores
FROM scored
