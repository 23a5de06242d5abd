-- Purpose: the categories of one side of a column and how often each was seen.
-- Parameters: $side VARCHAR; $letters VARCHAR, `lowered` where upper and lower case are one.
-- Reads: cell_count(side VARCHAR, cell VARCHAR, cells BIGINT).
-- One row = one category; NULL is the missing ones, empty cells among them.
-- Columns: value VARCHAR, count DOUBLE. Ordered by value in code-point order, NULL last.
SELECT nullif(CASE WHEN $letters = 'lowered' THEN lower(cell) ELSE cell END, '') AS value, CAST(sum(cells) AS DOUBLE) AS count
FROM cell_count
WHERE side = $side
GROUP BY 1
ORDER BY 1 ASC NULLS LAST
