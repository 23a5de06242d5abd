-- Purpose: what decides about each line of a log file: its number and part, its key, date and reason, and how long its texts are.
-- Parameters: none. Reads: traffic_staged, the staged records of the file. Makes: the table traffic_record.
CREATE OR REPLACE TEMP TABLE traffic_record AS
SELECT line, part, record_key, date, reason, text_bytes FROM traffic_staged
