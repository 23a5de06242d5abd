-- Purpose: which scored requests fail, for queries over a night's sample.
-- Parameters: none. Reads: scored. Makes: request_score, one row = one scored request, in no order. Columns: record_key
-- VARCHAR, place VARCHAR, scores MAP(VARCHAR, DOUBLE), fails BOOLEAN whether any scorer that scored it does not pass it.
CREATE OR REPLACE TEMP TABLE request_score AS
SELECT record_key, place, scores, len(list_filter(map_values(passed), lambda passes: NOT passes)) > 0 AS fails
FROM scored
WHERE cardinality(passed) > 0
