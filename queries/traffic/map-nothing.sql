-- Purpose: no record at all, for a file that cannot be read.
-- Parameters: none. Makes: traffic_text(line BIGINT, part BIGINT, text VARCHAR) without rows.
CREATE OR REPLACE TEMP VIEW traffic_text AS
SELECT CAST(0 AS BIGINT) AS line, CAST(0 AS BIGINT) AS part, '' AS text WHERE false
