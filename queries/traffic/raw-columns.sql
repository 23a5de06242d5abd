-- Purpose: the keys of a file's JSON objects and the types of their values, for a SELECT over them.
-- Parameters: $files VARCHAR[] the staged lines.
-- One row. Columns: structure VARCHAR, JSON as DuckDB's json_group_structure tells it; NULL without any object.
SELECT CAST(json_group_structure(record) AS VARCHAR) AS structure
FROM (SELECT TRY_CAST(text AS JSON) AS record FROM staged_lines($files))
WHERE json_type(record) = 'OBJECT'
