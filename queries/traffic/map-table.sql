-- Purpose: read every row of a table as a traffic record.
-- Parameters: none. Reads: raw(raw_line BIGINT, raw_part BIGINT, and the table's own columns).
-- Makes: traffic_text(line BIGINT, part BIGINT, text VARCHAR), one row = one row.
CREATE OR REPLACE TEMP VIEW traffic_text AS
SELECT raw_line AS line, raw_part AS part, table_record(to_json(raw)) AS text FROM raw
