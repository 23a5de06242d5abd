-- Purpose: which values does the column have that slices are made by, and in how many rows?
-- Parameters: none. Reads: column_cell(side VARCHAR, cell VARCHAR).
-- One row = one value; NULL and the empty text are one, NULL. Columns: value VARCHAR, reference DOUBLE and current DOUBLE
-- rows. Ordered by rows on both sides, most first, then by value in code-point order, NULL last.
SELECT nullif(cell, '') AS value,
  CAST(count(*) FILTER (side = 'reference') AS DOUBLE) AS reference,
  CAST(count(*) FILTER (side = 'current') AS DOUBLE) AS current
FROM column_cell
GROUP BY 1
ORDER BY count(*) DESC, value ASC NULLS LAST
