-- Purpose: the different cells of a column and how often each stands there, so that each is looked at once.
-- Parameters: none. Reads: column_cell(side VARCHAR, cell VARCHAR).
-- Makes: cell_count, one row = one cell of one side, in no order. Columns: side VARCHAR, cell VARCHAR, cells BIGINT.
CREATE OR REPLACE TEMP TABLE cell_count AS
SELECT side, cell, count(*) AS cells FROM column_cell GROUP BY side, cell
