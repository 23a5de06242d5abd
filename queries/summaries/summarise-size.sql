-- Purpose: how many records are summarised. Parameters: none. Reads: feature_record.
-- One row. Columns: records DOUBLE.
SELECT CAST(count(*) AS DOUBLE) AS records FROM feature_record
