-- Purpose: the first record of a CSV file, as it stands: its column names before any of them is changed to be unique.
-- Parameters: $source VARCHAR the file (plain, .gz or .zst), $delimiter VARCHAR one character.
-- One row. Columns: one a cell, VARCHAR, in their order.
SELECT *
FROM read_csv(
  $source, delim = $delimiter, quote = '"', escape = '"', comment = '', header = false, skip = 0,
  all_varchar = true, strict_mode = true, null_padding = false, max_line_size = 16777216
)
LIMIT 1
