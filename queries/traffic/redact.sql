-- Purpose: take personal and secret texts out before a record reaches the lake: keys, logins, mail addresses, card
-- numbers, IP addresses, phone numbers. The marks and rules are those of report/redact.ts, which does the same for what
-- leaves the lake; one table of examples tests both. hide_cards(text) is a function of the program (card-function.ts).
-- redacted(text): all steps, and again until nothing more is found; NULL stays NULL. Each macro without_… is one step, and
-- names its text once, because macros copy their argument wherever it stands in them.
-- Parameters: none. Rows: none; defines macros in the session.

-- Whether a text may hold any of it: one look at most texts, which hold nothing. Cards, addresses and phone numbers all
-- have digits with little between them.
CREATE OR REPLACE TEMP MACRO may_hold(t) AS regexp_matches(t,
  '@|%40|::|\d[\d .()/\x{a0}\x{202f}-]{4,}\d|[spr]k[-_]|gh[pousr]_|github_pat_|glpat-|xox|AKIA|ASIA|AIza|hf_|npm_|SG\.|eyJ'
  || '|PRIVATE KEY-----|(?i:bearer|authorization|basic\s+[\w+/]+=)|(?i:(?:[\da-f]{1,4}:){7})');

CREATE OR REPLACE TEMP MACRO without_keys(t) AS regexp_replace(regexp_replace(regexp_replace(t,
    '-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?s:.)*?-----END [A-Z ]{0,30}PRIVATE KEY-----', '[key]', 'g'),
    '(^|[^\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}', '\1[key]', 'g'),
    '(^|\W)(?:(?:sk|pk|rk)[-_](?:[a-z]{2,12}[-_]){0,3}[\w-]{16,300}|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}'
      || '|glpat-[\w-]{20,64}|xox[abeoprs]-[\w-]{10,250}|(?:AKIA|ASIA)[A-Z0-9]{16}\b|AIza[\w-]{35}'
      || '|hf_[A-Za-z0-9]{20,64}|npm_[A-Za-z0-9]{36}|SG\.[\w-]{16,64}\.[\w-]{16,64})', '\1[key]', 'g');

-- Without the header's name or padding, "basic" would take "basic responsibilities".
CREATE OR REPLACE TEMP MACRO without_logins(t) AS regexp_replace(t,
  '(?i)\b(?:(bearer\s{1,4})[\w.~+/-]{16,}={0,2}|(basic\s{1,4})[a-z0-9+/]{6,}={1,2}'
  || '|(authorization["'']?\s{0,4}[:=]\s{0,4}["'']?basic\s{1,4})[a-z0-9+/]{8,}={0,2})', '\1\2\3[key]', 'g');

-- Letters of all scripts, as what is no sign: classes of letters take ten times as long.
CREATE OR REPLACE TEMP MACRO mail_signs() AS
  '\s\x{a0}-\x{bf}\x{2000}-\x{206f}\x{3000}-\x{303f}\x{ff00}-\x{ff0f}!"#$&''()*,/:;<=>?@\[\\\]^`{|}~';

CREATE OR REPLACE TEMP MACRO mail_domain() AS
  '(?:@|%40)(?:[^' || mail_signs() || '.%+_]+\.)+[^' || mail_signs() || '.%+_\d-]{2,24}';

CREATE OR REPLACE TEMP MACRO without_mails(t) AS regexp_replace(regexp_replace(t,
  '"[^' || mail_signs() || '.%+_-][^"@,:;{}\[\]\r\n]*"' || mail_domain(), '[email]', 'g'),
  '(^|[' || mail_signs() || '])[^' || mail_signs() || ']+' || mail_domain(), '\1[email]', 'g');

-- A letter or a name before it (v1.2.3.4, Chrome/1.2.3.4), or a 0, make an address a version.
CREATE OR REPLACE TEMP MACRO ip4_form() AS '(^/?|[^\w./]|[^A-Za-z]/)(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]\d?)'
  || '(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}($|\.$|[^\w.]|\.\W)';

-- Whole, or shortened and of the ranges that RFC 4291, 4193 and 6052 give: a::b is a name of a program.
CREATE OR REPLACE TEMP MACRO ip6_form() AS '(?i)(^|[^\w:.])(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}'
  || '|(?:[23][\da-f]{3}|f[cdf][\da-f]{2}|fe[89ab][\da-f]|64:ff9b)(?::[\da-f]{1,4}){0,5}:(?::[\da-f]{1,4}){1,6}'
  || '|::(?:1|ffff(?::[\da-f]{1,4}){2}))($|[^\w:])';

-- Each twice, because a sign between two addresses ends one and begins the next.
CREATE OR REPLACE TEMP MACRO without_addresses(t) AS regexp_replace(regexp_replace(regexp_replace(regexp_replace(t,
  ip4_form(), '\1[ip]\2', 'g'), ip4_form(), '\1[ip]\2', 'g'), ip6_form(), '\1[ip]\2', 'g'), ip6_form(), '\1[ip]\2', 'g');

-- +49 30 901820; 0049 30 901820 and 004930901820; (030) 901 820; 0171 1234567; 415-555-0132.
CREATE OR REPLACE TEMP MACRO without_phones(t) AS regexp_replace(t, '(^|[^\w+])\+\d(?:[ ./()-]{0,3}\d){6,14}\b'
  || '|(^|[^\w.+/-])(?:00[1-9](?:\d{9,12}|\d{0,2}(?:[ ./-]{1,2}\(?|\()(?:0\)[ ./-]{0,2})?[1-9](?:[ ./()-]{0,3}\d){5,11})'
  || '|\(\d{2,5}\)[ ./-]{0,2}\d{3,5}(?:[ ./-]\d{2,5}){1,3}|0[1-9]\d{1,3}[ /-][1-9]\d{2,3}(?:[ -]?\d{2,4}){1,3}'
  || '|[2-9]\d{2}[ .-][2-9]\d{2}[ .-]\d{4})\b', '\1\2[phone]', 'g');

-- All steps, each at what the one before has left.
CREATE OR REPLACE TEMP MACRO redacted_once(t) AS CASE WHEN may_hold(t)
  THEN without_phones(without_addresses(hide_cards(without_mails(without_logins(without_keys(t)))))) ELSE t END;

-- Whether a mark stands where it can lay bare what was hidden by what it replaced: directly beside something that could
-- be a beginning or an end. Behind a blank, comma or the like stood the same before.
CREATE OR REPLACE TEMP MACRO may_lay_bare(t) AS regexp_matches(t,
  '\[(?:key|email|card|ip|phone)\](?:[^\s,;!?).]|\.[^\s])|[^\s,;!?(]\[(?:key|email|card|ip|phone)\]');

-- Again where a mark may have laid something bare, up to six times in all, as report/redact.ts does.
CREATE OR REPLACE TEMP MACRO redacted(t) AS list_transform([redacted_once(t)], lambda left_over:
  CASE WHEN left_over <> t AND may_lay_bare(left_over)
  THEN list_reduce([left_over, '', '', '', '', ''], lambda round, blank: redacted_once(round)) ELSE left_over END)[1];
