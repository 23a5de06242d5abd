-- Purpose: which good records are copies of another: all of a record_key but the earliest, by what record_age says, then
-- by line. Only records whose key stands there more than once are read for it.
-- Parameters: none. Reads: traffic_record, traffic_staged. Makes: traffic_copy(line, part), one row = one copy.
CREATE OR REPLACE TEMP TABLE traffic_copy AS
WITH repeated AS (
  SELECT record_key FROM traffic_record WHERE reason IS NULL GROUP BY record_key HAVING count(*) > 1
)
SELECT line, part
FROM traffic_staged AS record SEMI JOIN repeated USING (record_key)
WHERE reason IS NULL
QUALIFY row_number() OVER (PARTITION BY record_key ORDER BY record_age(record), line, part) > 1
