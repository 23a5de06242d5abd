-- Purpose: take the good records of a log file, copies left out.
-- Parameters: none. Reads: traffic_staged, traffic_copy. Makes: the view traffic_loaded. One row = one record.
-- Ordered by line and part.
CREATE OR REPLACE TEMP VIEW traffic_loaded AS
SELECT * FROM traffic_staged ANTI JOIN traffic_copy USING (line, part) WHERE reason IS NULL ORDER BY line, part
