-- Purpose: write a night's judged comparisons, one file a night.
-- Parameters: $source VARCHAR a JSON-lines file with a field a column, one line a comparison; $path VARCHAR the file to write.
-- One row = one check in one slice. n as counts of values; effects and interval ends in the effect's own unit;
-- p-values and levels in [0, 1]; `body` is the whole comparison as JSON. Ordered as judged.
COPY (
  SELECT *
  FROM read_json($source, format = 'newline_delimited', maximum_object_size = 67108864, columns = {
    family: 'VARCHAR', "check": 'VARCHAR', slice: 'VARCHAR', type: 'VARCHAR', n_reference: 'BIGINT', n_current: 'BIGINT',
    effect_name: 'VARCHAR', effect: 'DOUBLE', corrected_effect: 'DOUBLE', lower: 'DOUBLE', upper: 'DOUBLE',
    level: 'DOUBLE', p_value: 'DOUBLE', adjusted_p_value: 'DOUBLE', alpha: 'DOUBLE', minimum_effect: 'DOUBLE',
    verdict: 'VARCHAR', direction: 'VARCHAR', rule: 'VARCHAR', body: 'VARCHAR'})
) TO $path (FORMAT parquet, COMPRESSION zstd)
