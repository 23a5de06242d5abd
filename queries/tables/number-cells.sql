-- Purpose: which cells of a column that may hold texts are numbers, and which stand for a missing one.
-- Parameters: none. Rows: none; defines macros of one cell as VARCHAR in the session.
-- `marks_missing`: an empty cell, a dash, or a word that stands for no number. BOOLEAN, NULL of NULL.
CREATE OR REPLACE TEMP MACRO marks_missing(cell) AS
  lower(trim(cell)) IN ('', '-', 'nan', 'na', 'n/a', 'null', 'none');

-- DOUBLE, or NULL where the cell is no number as programs write it.
CREATE OR REPLACE TEMP MACRO point_number(cell) AS
  CASE WHEN NOT isnan(TRY_CAST(cell AS DOUBLE)) THEN TRY_CAST(cell AS DOUBLE) END;

-- DOUBLE, or NULL where the cell is no number with a decimal comma, or without decimals; points or spaces (also unbreakable
-- ones) may mark thousands.
CREATE OR REPLACE TEMP MACRO comma_number(cell) AS
  CASE WHEN regexp_full_match(
    cell, '\s*[+-]?(\d+|[1-9]\d{0,2}((\.\d{3})+|([ \x{a0}\x{202f}]\d{3})+))(,\d+)?([eE][+-]?\d+)?\s*'
  ) THEN TRY_CAST(replace(regexp_replace(cell, '[\s.\x{a0}\x{202f}]', '', 'g'), ',', '.') AS DOUBLE) END
