-- Purpose: which functions a feature must not call: those that add up rows, and those that give something else when
-- they are asked again. Parameters: none. One row = one function. Columns: name VARCHAR. Ordered by name.
SELECT function_name AS name
FROM duckdb_functions()
GROUP BY name
HAVING NOT coalesce(bool_or(function_type = 'macro' OR (function_type = 'scalar' AND stability = 'CONSISTENT')), false)
ORDER BY name
