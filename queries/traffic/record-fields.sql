-- Purpose: how the fields of a logged record are read, one macro a field kind. Each takes the field as JSON
-- (NULL when absent or null), as DuckDB writes it, and gives NULL when it cannot be read as that kind.
-- Parameters: none. Rows: none; defines macros in the session.

-- What a value is stands in its first sign; json_type would parse it all.
CREATE OR REPLACE TEMP MACRO is_json_text(j) AS starts_with(j, '"');

CREATE OR REPLACE TEMP MACRO is_json_list(j) AS starts_with(j, '[');

CREATE OR REPLACE TEMP MACRO is_json_object(j) AS starts_with(j, '{');

-- A finite number, not written as text: of JSON, numbers alone are numbers as they stand.
CREATE OR REPLACE TEMP MACRO json_number(j) AS
  CASE WHEN isfinite(TRY_CAST(CAST(j AS VARCHAR) AS DOUBLE)) THEN TRY_CAST(CAST(j AS VARCHAR) AS DOUBLE) END;

CREATE OR REPLACE TEMP MACRO json_text(j) AS CASE WHEN is_json_text(j) THEN j ->> '$' END;

-- A name: text, or a number or boolean as it is written.
CREATE OR REPLACE TEMP MACRO json_name(j) AS
  CASE WHEN is_json_text(j) THEN j ->> '$'
  WHEN NOT is_json_object(j) AND NOT is_json_list(j) THEN nullif(CAST(j AS VARCHAR), 'null') END;

-- Unix seconds below 1e11, milliseconds from there to 1e14.
CREATE OR REPLACE TEMP MACRO unix_time(n) AS
  CASE WHEN abs(n) < 1e11 THEN make_timestamp(CAST(round(n * 1e6) AS BIGINT)) AT TIME ZONE 'UTC'
  WHEN abs(n) < 1e14 THEN make_timestamp(CAST(round(n * 1e3) AS BIGINT)) AT TIME ZONE 'UTC' END;

-- ISO 8601, extended or basic; digits beyond microseconds are cut; without a zone it is UTC.
CREATE OR REPLACE TEMP MACRO iso_time(t) AS
  CASE WHEN regexp_full_match(
    t, '\d{4}-?\d\d-?\d\d([Tt ]\d\d:?\d\d(:?\d\d([.,]\d+)?)?( ?([Zz]|UTC|GMT|[+-](0\d|1[0-5])(:?[0-5]\d)?))?)?')
  THEN TRY_CAST(
    regexp_replace(
      regexp_replace(
       regexp_replace(
        regexp_replace(
          regexp_replace(upper(replace(t, ',', '.')), '^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)', '\1-\2-\3 \4:\5'),
          '^(.{16})($|[^:\d])', '\1:00\2'),
        '^(.{16})(\d\d)', '\1:\2'),
       ' ?(Z|UTC|GMT)$', ''),
      ' ([+-])', '\1') AS TIMESTAMPTZ) END;

-- As most logs write it, it needs no mending.
CREATE OR REPLACE TEMP MACRO json_time(j) AS
  CASE WHEN regexp_full_match(j, '"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z"') THEN TRY_CAST(trim(j, '"') AS TIMESTAMPTZ)
  WHEN NOT is_json_text(j) THEN unix_time(json_number(j))
  WHEN regexp_full_match(j ->> '$', '\d{10}(\d{3})?(\.\d+)?') THEN unix_time(CAST(j ->> '$' AS DOUBLE))
  ELSE iso_time(trim(j ->> '$')) END;

-- A list of messages ({content: text, or null, or a list of parts with a text}); at least one.
CREATE OR REPLACE TEMP MACRO is_message_list(j) AS
  is_json_list(j) AND json_array_length(j) > 0 AND len(list_filter(
    TRY_CAST(j AS JSON[]),
    lambda m: json_type(m) = 'OBJECT' AND coalesce(json_type(m, '$.content'), 'NULL') IN ('VARCHAR', 'ARRAY', 'NULL')
  )) = json_array_length(j);

-- Text, or the messages' contents joined by a blank line, the texts of one content's parts by a line break.
CREATE OR REPLACE TEMP MACRO json_input(j) AS
  CASE WHEN is_json_text(j) THEN j ->> '$'
  WHEN is_message_list(j) THEN array_to_string(list_transform(
    list_filter(TRY_CAST(j AS JSON[]), lambda m: json_type(m, '$.content') IN ('VARCHAR', 'ARRAY')),
    lambda m: CASE WHEN json_type(m, '$.content') = 'VARCHAR' THEN m ->> '$.content'
      ELSE array_to_string(m ->> '$.content[*].text', chr(10)) END
  ), chr(10) || chr(10)) END;

-- What to count an error by: text as it is, or an object's type, kind, class, name or code; false and '' are none.
CREATE OR REPLACE TEMP MACRO json_error(j) AS
  CASE WHEN is_json_object(j) THEN coalesce(
    json_name(json_extract(j, '$.type')), json_name(json_extract(j, '$.kind')), json_name(json_extract(j, '$.class')), json_name(json_extract(j, '$.name')),
    json_name(json_extract(j, '$.code')), 'error')
  WHEN CAST(j AS VARCHAR) IN ('true', 'false') THEN CASE WHEN starts_with(j, 't') THEN 'error' END
  ELSE nullif(trim(json_name(j)), '') END;

-- Names and values of an object of texts, numbers and booleans, sorted by name; the first of a repeated name counts.
CREATE OR REPLACE TEMP MACRO tag_map(fields) AS
  map_from_entries(list_filter(
    list_transform(list_sort(list_distinct(map_keys(fields))), lambda name: {'key': name, 'value': fields[name]}),
    lambda tag: tag.value IS NOT NULL
  ));

CREATE OR REPLACE TEMP MACRO json_tags(j) AS tag_map(json_transform(j, '"MAP(VARCHAR,VARCHAR)"'));

-- Is an optional field there, and not what it should be? n is what json_number gives of j.
CREATE OR REPLACE TEMP MACRO is_bad_count(j, n) AS
  CASE WHEN n >= 0 THEN false ELSE coalesce(CAST(j AS VARCHAR) <> 'null', false) END;

CREATE OR REPLACE TEMP MACRO is_bad_name(j) AS coalesce(is_json_object(j) OR is_json_list(j), false);

-- Whether one of an object's values is nested; it is looked for only where there is a sign of one.
CREATE OR REPLACE TEMP MACRO has_nested(j) AS
  (j LIKE '_%{%' OR j LIKE '_%[%') AND list_has_any(json_type(j, '$.*'), ['OBJECT', 'ARRAY']);
