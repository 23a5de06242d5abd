-- Purpose: look at all staged records of one log file as one table.
-- Parameters: $files VARCHAR[], the staged Parquet files, in the order of the log.
-- Makes: traffic_record, a table of what decides about a line: its number, key, date and reason.
CREATE OR REPLACE TEMP TABLE traffic_record AS
SELECT line, record_key, date, reason,
  {'t': timestamp, 'l': latency_ms, 'i': input_characters, 'o': output_characters, 'm': model, 'n': line} AS age
FROM read_parquet($files)
