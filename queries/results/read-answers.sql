-- Purpose: answers that were kept for some questions.
-- Parameters: $paths VARCHAR[] files of write-answers.sql, the newest last; $keys VARCHAR[] "epoch request_digest".
-- One row = one question: key VARCHAR, body VARCHAR the newest answer as JSON. In no order.
SELECT key, arg_max(body, filename) AS body
FROM (
  SELECT concat(epoch, ' ', request_digest) AS key, body, list_position($paths, filename) AS filename
  FROM read_parquet($paths, filename = true, hive_partitioning = false)
)
WHERE list_contains($keys, key)
GROUP BY key
