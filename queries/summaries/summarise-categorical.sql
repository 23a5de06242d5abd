-- Purpose: the categories of one feature and how often each was seen.
-- Parameters: none. Reads: feature_value(value VARCHAR).
-- One row = one category; NULL is the missing ones.
-- Columns: value VARCHAR, count DOUBLE. Ordered by value in code-point order, NULL last.
SELECT value, CAST(count(*) AS DOUBLE) AS count
FROM feature_value
GROUP BY value
ORDER BY value ASC NULLS LAST
