-- Purpose: what is measured in a text, defined once for offline cases and live traffic (docs/features.md).
-- text_features(text): a STRUCT of all of it, NULL for NULL: what `measure_text` counts in one pass over the bytes.
-- is_refusal(text): whether the beginning of an output holds a phrase by which models refuse. English phrases.
-- text_counts(text): a STRUCT of characters, words, sentences and non_letter_share, for what needs no more.
-- characters(text) and words(text): two of them alone, for columns that have no other features.
-- Parameters: none. Rows: none; defines macros in the session.
CREATE OR REPLACE TEMP MACRO characters(t) AS CAST(length(t) AS BIGINT);

CREATE OR REPLACE TEMP MACRO words(t) AS count_text(encode(t)).words;

CREATE OR REPLACE TEMP MACRO text_counts(t) AS count_text(encode(t));

-- An apostrophe may be a closing quote; replacing it first takes as long as looking for the phrases.
CREATE OR REPLACE TEMP MACRO is_refusal(t) AS regexp_matches(
  left(t, 300),
  replace(concat_ws('|',
    '(?i)\b(i can''t|i cannot|i can not|i''m unable to|i am unable to|i''m not able to|i am not able to|i won''t|i will not|we can''t|we cannot)'
      || ' (help|assist|comply|provide|answer|fulfill|fulfil|do that|support|discuss|generate|create|write|share|give|offer|continue|engage|process|complete)\b',
    '\bi(''m| am) sorry,? but i (can''t|cannot|can not|am unable|''m unable|am not able|won''t)\b',
    '\bi must (decline|refuse)\b',
    '\bi(''m| am) not (allowed|permitted) to\b',
    '\bas an ai( language model| model| assistant)?,? i (can''t|cannot|am unable|am not able|don''t|do not)\b',
    '\b(against|violates|violate) (my|our|the) (guidelines|policy|policies|content policy)\b'
  ), chr(39), '[''\x{2019}]')
);

CREATE OR REPLACE TEMP MACRO text_features(t) AS measure_text(encode(t)).features;
