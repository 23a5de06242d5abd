-- Purpose: an empty table for results as JSON. Parameters: none. Rows: none.
CREATE OR REPLACE TEMP TABLE result_text (place BIGINT, body VARCHAR)
