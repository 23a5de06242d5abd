-- Purpose: the offline cases in their groups, as `sample-units.sql` gives requests in units.
-- Parameters: none. Reads: case_record of summarise-cases.sql.
-- Makes: unit_record, one row = one case, in no order. Columns: those of case_record, place DOUBLE from 1 in the order of
-- groups, unit_number DOUBLE, weight DOUBLE 1.
CREATE OR REPLACE TEMP TABLE unit_record AS
SELECT *, CAST(row_number() OVER (ORDER BY unit, position) AS DOUBLE) AS place, CAST(unit AS DOUBLE) AS unit_number,
  CAST(1 AS DOUBLE) AS weight
FROM case_record
