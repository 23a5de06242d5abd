-- Purpose: how many requests hang together, in all units of a night?
-- Parameters: none. Reads: unit_size of size-units.sql.
-- One row. Columns: size DOUBLE, the sum over units of their squared weight over the sum of squared weights (1 where each
-- request is its own unit), units DOUBLE how many units of equal weight there are; NULL without any.
WITH summed AS (
  SELECT CAST(sum(CAST(round(weight * weight) AS HUGEINT)) AS DOUBLE) AS of_units, CAST(sum(squares) AS DOUBLE) AS of_requests,
    CAST(sum(CAST(round(weight * 1048576) AS HUGEINT)) AS DOUBLE) / 1048576 AS weight
  FROM unit_size
)
SELECT of_units / of_requests AS size, weight * weight / of_units AS units FROM summed
