-- Purpose: the values of every tag and how often each was seen.
-- Parameters: none. Reads: feature_record(tags MAP(VARCHAR, VARCHAR)).
-- One row = one value of one tag. Columns: name VARCHAR, value VARCHAR, count DOUBLE.
-- Ordered by name, then value, in code-point order.
SELECT tag.key AS name, tag.value AS value, CAST(count(*) AS DOUBLE) AS count
FROM (SELECT unnest(map_entries(tags)) AS tag FROM feature_record)
GROUP BY name, value
ORDER BY name, value
