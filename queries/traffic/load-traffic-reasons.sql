-- Purpose: how many lines of a log were quarantined, by reason, and how many records were read well.
-- Parameters: none. Reads: traffic_record, traffic_problem.
-- One row = one reason; NULL stands for records read well, duplicates among them.
-- Columns: reason VARCHAR, count DOUBLE. Ordered by falling count, then reason.
SELECT reason, CAST(count(*) AS DOUBLE) AS count
FROM (SELECT reason FROM traffic_record UNION ALL SELECT reason FROM traffic_problem)
GROUP BY reason
ORDER BY count DESC, reason
