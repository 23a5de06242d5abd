-- Purpose: read every record of a CSV file as a traffic record. An empty cell of output is an empty answer, because CSV
-- cannot tell it from a missing one; beside an error it is missing.
-- Parameters: none. Reads: raw_text, whose texts are JSON objects. Makes: traffic_text(line BIGINT, part BIGINT, text VARCHAR).
CREATE OR REPLACE TEMP VIEW traffic_text AS
WITH cells AS (SELECT raw_line, raw_part, CAST(text AS JSON) AS j FROM raw_text)
SELECT raw_line AS line, raw_part AS part,
  table_record(CASE WHEN cell(j, 'output') IS NULL AND cell(j, 'error') IS NULL AND list_contains(json_keys(j), 'output')
    THEN json_merge_patch(j, '{"output": ""}') ELSE j END) AS text
FROM cells
