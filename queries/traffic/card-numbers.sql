-- Purpose: hide payment card numbers: 13 to 19 digits in at most six groups that pass Luhn's check, by the rules of
-- report/card-numbers.ts. A number that stands before a card does not hide it.
-- without_card(before, run): a run of digits, spaces and hyphens without its cards; before is the text before it.
-- Parameters: none. Rows: none; defines macros in the session.

-- ISO/IEC 7812-1 annex B: from the right, every second digit doubled, the digit sums add up to a multiple of 10.
CREATE OR REPLACE TEMP MACRO passes_luhn(digits) AS list_sum(list_transform(digits,
    lambda digit, place: CASE WHEN (len(digits) - place) % 2 = 0 THEN digit ELSE (2 * digit) % 10 + (2 * digit) // 10 END
  )) % 10 = 0;

CREATE OR REPLACE TEMP MACRO is_card(stretch) AS CASE
  WHEN length(stretch) BETWEEN 13 AND 24 AND regexp_matches(stretch, '^(?:\d[ -]?){12,18}\d$')
  THEN list_transform([list_transform(regexp_extract_all(stretch, '\d'), lambda digit: CAST(digit AS INTEGER))],
    lambda digits: passes_luhn(digits) AND len(list_distinct(digits)) > 1)[1]
  ELSE false END;

-- Where the groups of digits begin, in one look at each sign: adding up the groups before each would be quadratic.
CREATE OR REPLACE TEMP MACRO group_starts(run) AS list_filter(range(1, length(run) + 1),
  lambda place: run[place] BETWEEN '0' AND '9' AND (place = 1 OR run[place - 1] NOT BETWEEN '0' AND '9'));

-- The stretches of whole groups that are card numbers; from the first group on, the longest first.
CREATE OR REPLACE TEMP MACRO cards_in(run) AS list_transform([regexp_extract_all(run, '\d+')], lambda groups:
  list_transform([group_starts(run)], lambda starts: list_filter(
    flatten(list_transform(groups, lambda g, first: list_transform(
      list_reverse(range(first, least(len(groups), first + 5) + 1)),
      lambda last: substring(run, CAST(starts[first] AS BIGINT),
        CAST(starts[last] + length(groups[last]) - starts[first] AS BIGINT))))),
    lambda stretch: is_card(stretch)))[1])[1];

CREATE OR REPLACE TEMP MACRO without_card_groups(run) AS
  list_reduce(list_concat([run], cards_in(run)), lambda left_over, card: replace(left_over, card, '[card]'));

-- The decimals of a number are no card.
CREATE OR REPLACE TEMP MACRO without_card(before, run) AS CASE WHEN regexp_matches(before, '\d\.$')
  THEN regexp_extract(run, '^\d+') || coalesce(without_card_groups(nullif(regexp_replace(run, '^\d+', ''), '')), '')
  ELSE without_card_groups(run) END;
