-- Purpose: which scorers gave any value, and do rows weigh differently?
-- Parameters: none. Reads: scored. One row = one scorer. Columns: name VARCHAR, weighted BOOLEAN. Ordered by name.
SELECT name, bool_or(coalesce(inclusion_probability, 1) <> 1) AS weighted
FROM (SELECT unnest(map_keys(scores)) AS name, inclusion_probability FROM scored)
GROUP BY name
ORDER BY name
