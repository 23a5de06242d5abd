-- Purpose: what is left of the ids, error and tags of a record; by the steps of redact.sql, which must be defined before.
-- Parameters: none. Rows: none; defines macros in the session.

-- The user's own patterns; redefined for a config that has any.
CREATE OR REPLACE TEMP MACRO without_own(t) AS t;

-- What tells apart and names nobody, for ids that hold any of it.
CREATE OR REPLACE TEMP MACRO pseudonym(t) AS
  CASE WHEN redacted_once(t) = t THEN t ELSE 'id-' || left(md5(t), 16) END;

-- Whether names may hold anything; with own patterns, all may.
CREATE OR REPLACE TEMP MACRO may_name(t) AS may_hold(t);

-- What a record keeps of its ids, error and tags.
CREATE OR REPLACE TEMP MACRO kept_id(t) AS pseudonym(t);

CREATE OR REPLACE TEMP MACRO kept_name(t) AS without_own(redacted(t));

CREATE OR REPLACE TEMP MACRO kept_tags(tags) AS map_from_entries(list_transform(
  map_entries(tags), lambda tag: {'key': tag.key, 'value': kept_name(tag.value)}));

-- What is stored of errors and tags; redefined for a config that stores no texts.
CREATE OR REPLACE TEMP MACRO stored_error(t) AS t;

CREATE OR REPLACE TEMP MACRO stored_tags(tags) AS tags;
