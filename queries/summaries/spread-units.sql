-- Purpose: how many requests hang together, in all units of a night?
-- Parameters: none. Reads: unit_size of size-units.sql.
-- One row. Columns: size DOUBLE, the sum over units of their squared weight over the sum of squared weights (1 where each
-- request is its own unit; NULL without any).
SELECT CAST(sum(CAST(round(weight * weight) AS HUGEINT)) AS DOUBLE) / CAST(sum(squares) AS DOUBLE) AS size FROM unit_size
