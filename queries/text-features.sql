-- Purpose: what is measured in a text, defined once for offline cases and live traffic.
-- text_features(text): a STRUCT of all of it, every field NULL for NULL.
-- characters(text): Unicode code points (an emoji of three joined persons is five), NULL for NULL.
-- words(text): runs of anything between white space (Unicode's White_Space property), 0 for an empty text.
-- Parameters: none. Rows: none; defines macros in the session.
CREATE OR REPLACE TEMP MACRO characters(t) AS CAST(length(t) AS BIGINT);

CREATE OR REPLACE TEMP MACRO spaced(t) AS translate(
  t,
  concat(
    chr(9), chr(10), chr(11), chr(12), chr(13), chr(133), chr(160), chr(5760), chr(8192), chr(8193), chr(8194),
    chr(8195), chr(8196), chr(8197), chr(8198), chr(8199), chr(8200), chr(8201), chr(8202), chr(8232), chr(8233),
    chr(8239), chr(8287), chr(12288)
  ),
  repeat(' ', 24)
);

CREATE OR REPLACE TEMP MACRO words(t) AS
  CAST(len(list_filter(string_split(spaced(t), ' '), lambda word: word <> '')) AS BIGINT);

CREATE OR REPLACE TEMP MACRO text_features(t) AS {'characters': characters(t), 'words': words(t)};
