-- Purpose: the categories of a column, in the order of their numbers.
-- Parameters: none. Reads: column_category(value VARCHAR, code BIGINT).
-- One row = one category. Columns: value VARCHAR. Ordered by code, which is code-point order.
SELECT value FROM column_category ORDER BY code
