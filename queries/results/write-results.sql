-- Purpose: write a run's results as Parquet.
-- Parameters: $path VARCHAR the file to write. Reads: result_text(place BIGINT, body VARCHAR), body as JSON.
-- One row = one case × epoch, in the order of the results. NULL is "there is none".
-- Columns: case_id, epoch from 1, input_digest and case_group, tags as texts, status (answered, errored, skipped),
-- input, expected as JSON, output, model, finish_reason, latency_ms, first_token_ms, input_tokens (cached_tokens among
-- them), output_tokens (reasoning_tokens among them), cost_usd in US dollars, tool_calls as JSON, fingerprint of the
-- provider's service, request_digest, from_cache (a cached answer cost nothing this time), judge_cost_usd and
-- judge_tokens of models that judged, error_kind, error_message, scores by scorer (value in [0, 1] or NULL when unscored, and why), passed by
-- scorer where it has a mark of its own (else 0.5 and more passes).
COPY (
  SELECT unnest(json_transform(CAST(body AS JSON), '{
    "case_id": "VARCHAR", "epoch": "INTEGER", "input_digest": "VARCHAR", "case_group": "VARCHAR",
    "tags": "MAP(VARCHAR, VARCHAR)", "status": "VARCHAR", "input": "VARCHAR", "expected": "VARCHAR",
    "output": "VARCHAR", "model": "VARCHAR", "finish_reason": "VARCHAR", "latency_ms": "DOUBLE",
    "first_token_ms": "DOUBLE", "input_tokens": "DOUBLE", "cached_tokens": "DOUBLE", "output_tokens": "DOUBLE",
    "reasoning_tokens": "DOUBLE", "cost_usd": "DOUBLE", "tool_calls": "VARCHAR", "fingerprint": "VARCHAR",
    "request_digest": "VARCHAR", "from_cache": "BOOLEAN",
    "judge_cost_usd": "DOUBLE", "judge_tokens": "DOUBLE",
    "error_kind": "VARCHAR", "error_message": "VARCHAR",
    "scores": "MAP(VARCHAR, STRUCT(value DOUBLE, reason VARCHAR))", "passed": "MAP(VARCHAR, BOOLEAN)"}'))
  FROM result_text
  ORDER BY place
) TO $path (FORMAT parquet, COMPRESSION zstd)
