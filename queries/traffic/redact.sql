-- Purpose: take personal and secret texts out before a record reaches the lake: keys, mail addresses, card numbers that
-- pass Luhn's check, IP addresses, phone numbers. The marks and rules are those of report/redact.ts, which does the same
-- for what leaves the lake; a test holds the two together.
-- Each macro without_… is one step, to be taken in their order where may_hold says so, each in a SELECT of its own: macros
-- copy their argument wherever it stands in them. NULL stays NULL.
-- Parameters: none. Rows: none; defines macros in the session.

-- Whether a text may hold any of it: one look at most texts, which hold nothing. Cards, addresses and phone numbers all
-- have digits with little between them.
CREATE OR REPLACE TEMP MACRO may_hold(t) AS regexp_matches(t,
  '@|::|\d[\d .()/-]{4,}\d|[spr]k[-_]|gh[pousr]_|github_pat_|glpat-|xox|AKIA|ASIA|AIza|hf_|npm_|SG\.|eyJ|PRIVATE KEY-----'
  || '|(?i:bearer)|(?i:(?:[\da-f]{1,4}:){7})');

CREATE OR REPLACE TEMP MACRO without_keys(t) AS CASE
  WHEN regexp_matches(t, '[spr]k[-_]|gh[pousr]_|github_pat_|glpat-|xox|AKIA|ASIA|AIza|hf_|npm_|SG\.|eyJ|PRIVATE KEY-----|(?i:bearer)')
  THEN regexp_replace(regexp_replace(regexp_replace(regexp_replace(t,
    '-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?s:.)*?-----END [A-Z ]{0,30}PRIVATE KEY-----', '[key]', 'g'),
    '(^|[^\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}', '\1[key]', 'g'),
    '(^|\W)(?:(?:sk|pk|rk)[-_](?:[a-z]{2,12}[-_]){0,3}[\w-]{16,300}|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}'
      || '|glpat-[\w-]{20,64}|xox[abeoprs]-[\w-]{10,250}|(?:AKIA|ASIA)[A-Z0-9]{16}\b|AIza[\w-]{35}'
      || '|hf_[A-Za-z0-9]{20,64}|npm_[A-Za-z0-9]{36}|SG\.[\w-]{16,64}\.[\w-]{16,64})', '\1[key]', 'g'),
    '(?i)\bbearer\s{1,4}[\w.~+/-]{16,}={0,2}', 'Bearer [key]', 'g')
  ELSE t END;

-- Twice, because classes of Unicode take several times as long; in a text of ASCII alone both find the same.
CREATE OR REPLACE TEMP MACRO without_mails(t) AS CASE
  WHEN contains(t, '@') THEN CASE WHEN strlen(t) = length(t)
    THEN regexp_replace(t, '(^|[^\w.+%-])[\w.+%-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}', '\1[email]', 'g')
    ELSE regexp_replace(t,
      '(^|[^\w.+%-])[\p{L}\p{N}_.+%-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,24}', '\1[email]', 'g') END
  ELSE t END;

CREATE OR REPLACE TEMP MACRO without_phone(before, run) AS CASE
  WHEN length(regexp_replace(run, '\D', '', 'g')) BETWEEN 7 AND 15 AND NOT regexp_matches(before, '[\w.+/-]$')
  THEN '[phone]' ELSE run END;

CREATE OR REPLACE TEMP MACRO card_form() AS '\d(?:[ -]?\d){12,200}';

CREATE OR REPLACE TEMP MACRO phone_form() AS
  '\+\d{1,3}(?:[ ./-]{0,2}\(?\d{1,5}\)?){1,5}[ ./-]{0,2}\(?\d{1,5}(?:\b|\))'
  || '|\(\d{2,5}\)[ ./-]{0,2}\d{2,5}(?:[ ./-]\d{2,5}){1,3}\b'
  || '|\b0\d{2,4}[ /-]\d{3,4}(?:[ -]?\d{2,4}){1,3}\b|\b\d{3}[ .-]\d{3}[ .-]\d{4}\b';

-- A card is made of at most six whole groups of 13 to 19 digits in all, so that one of them has 3 at least, and none
-- more than 19. Runs of other numbers are not looked at further.
CREATE OR REPLACE TEMP MACRO has_card_group(run) AS regexp_matches(run, '(?:^|[ -])\d{3,19}(?:$|[ -])');

CREATE OR REPLACE TEMP MACRO without_cards(t) AS CASE
  WHEN regexp_matches(t, '\d(?:[ -]?\d){12}') THEN array_to_string(list_transform(
    list_zip(string_split_regex(t, card_form()), regexp_extract_all(t, card_form())),
    lambda piece: piece[1] || coalesce(
      CASE WHEN has_card_group(piece[2]) THEN without_card(piece[1], piece[2]) ELSE piece[2] END, '')), '')
  ELSE t END;

CREATE OR REPLACE TEMP MACRO without_phones(t) AS CASE
  WHEN regexp_matches(t, phone_form()) THEN array_to_string(list_transform(
    list_zip(string_split_regex(t, phone_form()), regexp_extract_all(t, phone_form())),
    lambda piece: piece[1] || coalesce(without_phone(piece[1], piece[2]), '')), '')
  ELSE t END;

CREATE OR REPLACE TEMP MACRO ip4_form() AS '(^|[^\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)($|\.$|[^\d.]|\.[^\d])';

-- Twice, because a sign between two addresses ends one and begins the next.
CREATE OR REPLACE TEMP MACRO without_ip4(t) AS CASE WHEN regexp_matches(t, '\d\.\d{1,3}\.\d{1,3}\.\d')
  THEN regexp_replace(regexp_replace(t, ip4_form(), '\1[ip]\2', 'g'), ip4_form(), '\1[ip]\2', 'g')
  ELSE t END;

CREATE OR REPLACE TEMP MACRO ip6_form() AS '(?i)(^|[^\w:.])(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}'
  || '|(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,6}|::(?:[\da-f]{1,4}:){0,6}[\da-f]{1,4})($|[^\w:])';

CREATE OR REPLACE TEMP MACRO without_ip6(t) AS CASE
  WHEN contains(t, '::') OR regexp_matches(t, '(?i)(?:[\da-f]{1,4}:){7}')
  THEN regexp_replace(regexp_replace(t, ip6_form(), '\1[ip]\2', 'g'), ip6_form(), '\1[ip]\2', 'g')
  ELSE t END;
