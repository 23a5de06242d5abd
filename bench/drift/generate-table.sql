-- Purpose: a table to measure comparisons with, the same for the same seed.
-- Parameters: $rows DOUBLE; $seed DOUBLE, a whole number; $shift DOUBLE, by how much `score` is moved; $path VARCHAR, the
-- Parquet file that is written.
-- One row = one request. Columns: score, latency_ms, words, ratio, balance, hour, price, stars DOUBLE: normal, lognormal, whole,
-- uniform, with 1 % missing, of 24 and of 51 values; plan VARCHAR of 4 and country VARCHAR of 50 values. In no order.
COPY (
  WITH draw AS (
    SELECT i, [CAST(hash(i * 16 + k + CAST($seed AS BIGINT) * 1000000000000) >> 11 AS DOUBLE) / 9007199254740992
      FOR k IN range(16)] AS u
    FROM range(CAST($rows AS BIGINT)) AS row(i)
  ), bell AS (
    SELECT u, [sqrt(-2 * ln(1 - u[k])) * cos(2 * pi() * u[k + 1]) FOR k IN [1, 3, 5, 9]] AS z FROM draw
  )
  SELECT z[1] + $shift AS score, exp(6 + 0.8 * z[2]) AS latency_ms, floor(exp(4 + 0.9 * z[3])) AS words, u[7] AS ratio,
    CASE WHEN u[8] >= 0.01 THEN 100 * z[4] END AS balance, floor(24 * u[11]) AS hour, u[12] * u[13] * 1000 AS price,
    round(5 * u[14], 1) AS stars,
    ['free', 'plus', 'team', 'student'][1 + CAST(floor(4 * u[15] * u[15]) AS INTEGER)] AS plan,
    'country ' || CAST(floor(50 * u[16] * u[16]) AS INTEGER) AS country
  FROM bell
) TO $path (FORMAT parquet)
