-- Purpose: an SQL expression as DuckDB's parser reads it; nothing is run. Parameters: $expression VARCHAR.
-- One row. Columns: parsed VARCHAR, JSON of the statement `SELECT (expression)`, or of the error.
SELECT CAST(json_serialize_sql('SELECT ((' || $expression || chr(10) || '))') AS VARCHAR) AS parsed
