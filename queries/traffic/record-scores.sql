-- Purpose: how the scores, turns and vector of a logged record are read; like record-fields.sql, which must be defined before.
-- Parameters: none. Rows: none; defines macros in the session.

-- Names and numbers of an object of numbers and booleans (1 and 0), by name; nulls are left out.
CREATE OR REPLACE TEMP MACRO json_score(j) AS
  CASE CAST(j AS VARCHAR) WHEN 'true' THEN 1.0::DOUBLE WHEN 'false' THEN 0.0::DOUBLE ELSE json_number(j) END;

CREATE OR REPLACE TEMP MACRO score_map(fields) AS
  map_from_entries(list_filter(
    list_transform(
      list_sort(list_distinct(map_keys(fields))),
      lambda name: {'key': name, 'value': json_score(fields[name])}
    ),
    lambda score: score.value IS NOT NULL
  ));

CREATE OR REPLACE TEMP MACRO json_scores(j) AS score_map(json_transform(j, '"MAP(VARCHAR,JSON)"'));

-- A list of finite numbers, as the JSON it is.
CREATE OR REPLACE TEMP MACRO json_vector(j) AS
  CASE WHEN is_json_list(j) AND coalesce(list_bool_and(list_transform(
    TRY_CAST(j AS JSON[]), lambda n: json_number(n) IS NOT NULL
  )), true) THEN CAST(j AS VARCHAR) END;

-- How often the user spoke: messages without a role are the user's; a text is one.
CREATE OR REPLACE TEMP MACRO json_turns(j) AS
  CAST(CASE WHEN is_json_list(j) THEN len(list_filter(
    TRY_CAST(j AS JSON[]), lambda m: coalesce(m ->> '$.role', 'user') = 'user'
  )) ELSE 1 END AS INTEGER);
