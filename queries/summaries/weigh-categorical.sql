-- Purpose: the categories of one feature, how often each was seen and what its rows weigh.
-- Parameters: none. Reads: feature_value(value VARCHAR, weight HUGEINT in units of 2^-20).
-- One row = one category; NULL is the missing ones.
-- Columns: value VARCHAR, count DOUBLE; as whole numbers in VARCHAR: weight, the sum of weights in units of 2^-20, and
-- squares, the sum of their squares in units of 2^-40. Ordered by value in code-point order, NULL last.
SELECT
  value, CAST(count(*) AS DOUBLE) AS count,
  CAST(sum(weight) AS VARCHAR) AS weight, CAST(sum(weight * weight) AS VARCHAR) AS squares
FROM feature_value
GROUP BY value
ORDER BY value ASC NULLS LAST
