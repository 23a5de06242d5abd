-- Purpose: look at all staged records of one log file as one table.
-- Parameters: $files VARCHAR[], the staged Parquet files, in the order of the log.
-- Makes: traffic_record, a table of what decides about a line: its number and part, its key, date and reason.
-- `age` orders records of one key: the earliest first, then by content, as record_age and
-- `summarise-traffic.sql` do for whole nights.
CREATE OR REPLACE TEMP TABLE traffic_record AS
SELECT
  line, part, record_key, date, reason,
  {'content': record_age(record), 'probability': inclusion_probability, 'line': line, 'part': part} AS age
FROM read_parquet($files, hive_partitioning = false) AS record
