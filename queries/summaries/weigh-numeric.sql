-- Purpose: the distinct values of one numeric feature, how often each was seen and what its rows weigh. -0 counts as 0.
-- Parameters: none. Reads: feature_value(value DOUBLE, weight HUGEINT in units of 2^-20).
-- One row = one distinct value, NULL, NaN and infinities among them.
-- Columns: value DOUBLE, count DOUBLE; as whole numbers in VARCHAR: weight, the sum of weights in units of 2^-20, and
-- squares, the sum of their squares in units of 2^-40. Ordered by value; NaN and NULL come last.
SELECT
  value + 0.0 AS value, CAST(count(*) AS DOUBLE) AS count,
  CAST(sum(weight) AS VARCHAR) AS weight, CAST(sum(weight * weight) AS VARCHAR) AS squares
FROM feature_value
GROUP BY 1
ORDER BY 1 ASC NULLS LAST
