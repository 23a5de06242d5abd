-- Purpose: which tags does any case have? Parameters: none. Reads: feature_record.
-- One row = one tag. Columns: name VARCHAR. Ordered by name.
SELECT DISTINCT unnest(map_keys(tags)) AS name FROM feature_record ORDER BY name
