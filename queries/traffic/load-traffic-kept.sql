-- Purpose: which good records are loaded: of each record_key the earliest, by content and then by line.
-- Parameters: none. Reads: traffic_record. Makes: traffic_kept(line, part), one row = one record to load.
CREATE OR REPLACE TEMP TABLE traffic_kept AS
SELECT unnest(min_by({'line': line, 'part': part}, age))
FROM traffic_record
WHERE reason IS NULL
GROUP BY record_key
