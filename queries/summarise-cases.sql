-- Purpose: the features that offline cases have, by the macros that traffic is measured with.
-- Parameters: none. Reads: case_text(input VARCHAR, tags VARCHAR), tags as JSON.
-- Makes: feature_record, one row = one case, in no order.
CREATE OR REPLACE TEMP TABLE feature_record AS
SELECT features.characters AS input_characters, features.words AS input_words, tags
FROM (SELECT text_features(input) AS features, json_tags(CAST(tags AS JSON)) AS tags FROM case_text)
