-- Purpose: the requests of one calendar day of a log with the smallest hashes of their keys: a uniform sample that
-- does not depend on order, and is the same whenever it is taken.
-- Parameters: $files VARCHAR[] the staged records, $date VARCHAR as YYYY-MM-DD, $size DOUBLE the most requests,
-- $path VARCHAR the file to write. Reads: traffic_kept.
-- One row = one request: place VARCHAR (the MD5 of its key in hex), record_key VARCHAR, age (see `record_age`),
-- input VARCHAR, vector VARCHAR (JSON, NULL when the log has none). Ordered by place.
COPY (
  WITH chosen AS (
    SELECT line, part, md5(record_key) AS place
    FROM read_parquet($files, hive_partitioning = false) SEMI JOIN traffic_kept USING (line, part)
    WHERE date = CAST($date AS DATE)
    ORDER BY place
    LIMIT CAST($size AS BIGINT)
  )
  SELECT place, record_key, record_age(record) AS age, input, vector
  FROM read_parquet($files, hive_partitioning = false) AS record JOIN chosen USING (line, part)
  ORDER BY place
) TO $path (FORMAT parquet, COMPRESSION zstd)
