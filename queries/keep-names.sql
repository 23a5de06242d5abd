-- Purpose: keep ids and names as they were logged, for a config that redacts nothing; see redact.sql.
-- Parameters: none. Rows: none; defines macros in the session.
CREATE OR REPLACE TEMP MACRO kept_id(t) AS t;

CREATE OR REPLACE TEMP MACRO kept_name(t) AS t;

CREATE OR REPLACE TEMP MACRO kept_tags(tags) AS tags;
