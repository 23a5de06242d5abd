-- Purpose: the rows of one column on one side, where counts alone do not do: with clusters, weights or slices.
-- Parameters: none. Reads: column_row(slice DOUBLE, unit DOUBLE, weight DOUBLE, value DOUBLE).
-- One row = one row of the table. Columns, all DOUBLE: slice its number (NULL where there are none), unit the number of
-- its cluster (NULL when it is part of none), weight one over its probability, value a number or a category's number.
-- Ordered by all of them, NULL last, so that the order of the table does not matter.
SELECT slice, unit, weight, value
FROM column_row
ORDER BY slice ASC NULLS LAST, unit ASC NULLS LAST, value ASC NULLS LAST, weight ASC
