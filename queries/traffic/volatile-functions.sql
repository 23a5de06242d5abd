-- Purpose: which functions give something else when they are asked again: the clock, chance, the state of the session.
-- Parameters: none. One row = one function. Columns: name VARCHAR. Ordered by name.
SELECT DISTINCT function_name AS name FROM duckdb_functions() WHERE stability <> 'CONSISTENT' ORDER BY name
