-- Purpose: how many records each calendar day of a loaded log has, duplicates left out.
-- Parameters: none. Reads: traffic_record, traffic_copy.
-- One row = one date. Columns: date VARCHAR as YYYY-MM-DD, records DOUBLE, group_rows DOUBLE: how many records make a row
-- group of texts of some 32 MB, because several stand in memory while they are written; from 2,048 (DuckDB takes no fewer)
-- to 20,480. Ordered by date.
SELECT strftime(date, '%Y-%m-%d') AS date, CAST(count(*) AS DOUBLE) AS records,
  greatest(2048.0::DOUBLE, least(20480.0::DOUBLE, floor(32e6 / greatest(avg(text_bytes), 1)))) AS group_rows
FROM traffic_record ANTI JOIN traffic_copy USING (line, part)
WHERE reason IS NULL
GROUP BY date
ORDER BY date
