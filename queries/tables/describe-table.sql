-- Purpose: the columns of a view.
-- Parameters: $view VARCHAR its name.
-- One row = one column. Columns: name VARCHAR, type VARCHAR as DuckDB names it. Ordered as the view orders them.
SELECT column_name AS name, data_type AS type
FROM duckdb_columns()
WHERE table_name = $view
ORDER BY column_index
