-- Purpose: where does the first cell stand that is no number and no mark of a missing one?
-- Parameters: $mark VARCHAR, the decimal mark of its numbers, `comma` or `point`. Reads: column_cell(side VARCHAR, cell VARCHAR), of one side, in
-- the order of its table.
-- One row. Columns: row DOUBLE, counted from 1, NULL where there is no such cell.
WITH numbered AS (
  SELECT row_number() OVER () AS row, cell FROM column_cell
)
SELECT CAST(min(row) AS DOUBLE) AS row
FROM numbered
WHERE NOT marks_missing(cell)
  AND CASE WHEN $mark = 'comma' THEN comma_number(cell) ELSE point_number(cell) END IS NULL
