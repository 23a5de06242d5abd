-- Purpose: the same of a night whose traffic was not scored. Makes: request_score, without rows. Parameters: none.
CREATE OR REPLACE TEMP TABLE request_score AS
SELECT CAST(NULL AS VARCHAR) AS record_key, CAST(NULL AS VARCHAR) AS place, CAST(NULL AS MAP(VARCHAR, DOUBLE)) AS scores,
  CAST(NULL AS BOOLEAN) AS fails
WHERE false
