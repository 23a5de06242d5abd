-- Purpose: were some of the records more likely to be kept than others, so that each must be weighted?
-- Parameters: none. Reads: feature_record(weight HUGEINT in units of 2^-20).
-- One row. Columns: weighted BOOLEAN, true when a record does not count once.
SELECT coalesce(bool_or(weight <> 1048576), false) AS weighted FROM feature_record
