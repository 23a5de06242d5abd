-- Purpose: staged_lines(files), the lines of a log as `line-files.ts` writes them; each file is read by one thread.
-- Parameters: none. Rows: none; defines a macro in the session. One row = one line that is not blank.
-- Columns: line BIGINT from 1, text VARCHAR. In the order of the files and of their lines.
-- A line of 16 MB may have become a longer one on its way here. DuckDB would set aside sixteen times the longest line.
CREATE OR REPLACE TEMP MACRO staged_lines(files) AS TABLE
SELECT line, text
FROM read_csv(
  files, columns = {'line': 'BIGINT', 'text': 'VARCHAR'}, delim = chr(2), quote = '', escape = '', comment = '',
  header = false, auto_detect = false, new_line = '\n', max_line_size = 32000000, buffer_size = 40000000
)
