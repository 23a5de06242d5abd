-- Purpose: take every good record of a log file that was staged in its order and has no copies. Without a sort: of a large
-- file it would take all of memory.
-- Parameters: none. Reads: traffic_staged. Makes: the view traffic_loaded. One row = one record. Ordered by line and part.
CREATE OR REPLACE TEMP VIEW traffic_loaded AS
SELECT * FROM traffic_staged WHERE reason IS NULL
