-- Purpose: how many records each calendar day of a loaded log has, duplicates left out.
-- Parameters: none. Reads: traffic_record, traffic_copy.
-- One row = one date. Columns: date VARCHAR as YYYY-MM-DD, records DOUBLE. Ordered by date.
SELECT strftime(date, '%Y-%m-%d') AS date, CAST(count(*) AS DOUBLE) AS records
FROM traffic_record ANTI JOIN traffic_copy USING (line, part)
WHERE reason IS NULL
GROUP BY date
ORDER BY date
