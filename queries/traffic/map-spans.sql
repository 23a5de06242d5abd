-- Purpose: take the records of spans that are model calls, but for those of scorers and judges. Lines that are no list of
-- spans stay as they are, so that the reader says what is wrong with them.
-- Parameters: none. Reads: raw_text, whose texts are lists of spans as `otlp-spans.ts` writes them; traffic_judge.
-- Makes: traffic_text(line BIGINT, part BIGINT, text VARCHAR), one row = one model call; part is its place in the line.
CREATE OR REPLACE TEMP VIEW traffic_text AS
WITH listed AS (SELECT raw_line, text, TRY_CAST(TRY_CAST(text AS JSON) AS JSON[]) AS spans FROM raw_text)
SELECT line, part, CAST(json_extract(span, '$.record') AS VARCHAR) AS text
FROM (
  SELECT raw_line AS line, unnest(range(len(spans))) AS part, unnest(spans) AS span FROM listed
) ANTI JOIN traffic_judge ON traffic_judge.key = span_key(span)
WHERE json_type(json_extract(span, '$.record')) = 'OBJECT'
UNION ALL
SELECT raw_line, 0, text FROM listed WHERE spans IS NULL
