-- Purpose: the features that offline cases have, by the macros that traffic is measured with.
-- Parameters: none. Reads: case_text(input VARCHAR, turns BIGINT, tags VARCHAR, unit BIGINT, position BIGINT), tags as JSON.
-- Makes: case_record, one row = one case, in no order; unit is the number of its group, position its place in the dataset.
CREATE OR REPLACE TEMP TABLE case_record AS
SELECT
  features.characters AS input_characters, features.words AS input_words,
  features.sentences AS input_sentences, features.question_share AS input_question_share,
  features.non_letter_share AS input_non_letter_share, features.digit_share AS input_digit_share,
  features.code_share AS input_code_share, features.url_share AS input_url_share,
  features.repetition AS input_repetition, CAST(features.is_json AS VARCHAR) AS input_is_json,
  turns, tags, own_case_features(input, turns, tags) AS own, unit, position
FROM (
  SELECT text_features(input) AS features, input, turns, json_tags(CAST(tags AS JSON)) AS tags, unit, position FROM case_text
)
