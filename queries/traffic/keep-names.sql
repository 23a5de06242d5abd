-- Purpose: keep ids and names as they were logged, for a config that redacts nothing; see redact-names.sql.
-- Parameters: none. Rows: none; defines macros in the session.
CREATE OR REPLACE TEMP MACRO may_name(t) AS false;

CREATE OR REPLACE TEMP MACRO without_own(t) AS t;
