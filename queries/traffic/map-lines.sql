-- Purpose: take every line as the record that it is.
-- Parameters: none. Reads: raw_text. Makes: traffic_text(line BIGINT, part BIGINT, text VARCHAR), one row = one line.
CREATE OR REPLACE TEMP VIEW traffic_text AS
SELECT raw_line AS line, raw_part AS part, text FROM raw_text
