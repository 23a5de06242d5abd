-- Purpose: an empty table for the texts and tags of cases. Parameters: none. Rows: none.
CREATE OR REPLACE TEMP TABLE case_text (input VARCHAR, turns BIGINT, tags VARCHAR, unit BIGINT, position BIGINT)
