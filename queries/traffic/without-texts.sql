-- Purpose: what is left of a record's error and tags for a config that stores no texts (`storeText: false`): classes and
-- categories, no messages. redact-names.sql has the same macros for configs that do.
-- Parameters: none. Rows: none; defines macros in the session.

-- One word (`timeout`, `429`) is a class, and so is what an exception is called before its message
-- (`openai.RateLimitError: …`); any other error is only one.
CREATE OR REPLACE TEMP MACRO stored_error(t) AS CASE WHEN t IS NOT NULL THEN coalesce(nullif(regexp_extract(
  t, '^(?:[A-Za-z_][\w.-]{0,63}$|\d{1,5}$|[\w.]{0,60}(?:Error|Exception|Failure|Timeout)\b)'), ''), 'error') END;

-- A category is short and stands on one line.
CREATE OR REPLACE TEMP MACRO stored_tags(tags) AS map_from_entries(list_transform(map_entries(tags), lambda tag: {
  'key': tag.key, 'value': CASE WHEN length(tag.value) > 64 OR contains(tag.value, chr(10)) THEN '[text]' ELSE tag.value END}));
