"""The same suite through Inspect AI: python inspect-eval.py CASES BASE_URL CONCURRENCY LOGS. Prints how many were scored."""

import sys

from inspect_ai import Task, eval
from inspect_ai.dataset import json_dataset
from inspect_ai.model import get_model
from inspect_ai.scorer import includes

cases, base_url, concurrency, logs = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
model = get_model("openai/slow-1", base_url=base_url, api_key="none", responses_api=False)
task = Task(dataset=json_dataset(cases), scorer=includes())
[log] = eval(
    task,
    model=model,
    max_connections=concurrency,
    max_samples=concurrency,
    log_dir=logs,
    display="none",
    score_display=False,
)
print(log.results.completed_samples if log.results else 0)
