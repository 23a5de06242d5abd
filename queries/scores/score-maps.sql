-- Purpose: what is left of the scores of a result, by scorer, where they have a value.
-- Parameters: none. Rows: none; defines macros in the session.
CREATE OR REPLACE TEMP MACRO scored_entries(scores) AS
  list_filter(map_entries(scores), lambda score: score.value.value IS NOT NULL);

CREATE OR REPLACE TEMP MACRO scored_values(scores) AS
  map_from_entries(list_transform(scored_entries(scores), lambda score: {'key': score.key, 'value': score.value.value}));

-- A scorer without a mark of its own passes from a half on.
CREATE OR REPLACE TEMP MACRO scored_passes(scores, marks) AS
  map_from_entries(list_transform(scored_entries(scores),
    lambda score: {'key': score.key, 'value': coalesce(marks[score.key], score.value.value >= 0.5)}));
