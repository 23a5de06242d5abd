-- Purpose: the distinct values of one numeric feature and how often each was seen. -0 counts as 0.
-- Parameters: none. Reads: feature_value(value DOUBLE).
-- One row = one distinct value, NULL, NaN and infinities among them.
-- Columns: value DOUBLE, count DOUBLE. Ordered by value; NaN and NULL come last.
SELECT value + 0.0 AS value, CAST(count(*) AS DOUBLE) AS count
FROM feature_value
GROUP BY 1
ORDER BY 1 ASC NULLS LAST
