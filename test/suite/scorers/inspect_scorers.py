"""Scores rows of JSON with Inspect AI's own scorers: stdin {scorer, arguments, output, targets}, stdout a value a line."""

import asyncio
import json
import sys

from inspect_ai.model import ModelName, ModelOutput
from inspect_ai.scorer import Target, choice, exact, f1, includes, match, pattern
from inspect_ai.solver import TaskState
from inspect_ai.solver._multiple_choice import parse_answers, set_choices_based_on_generated_response

VALUES = {"C": 1.0, "I": 0.0, "N": 0.0}
MAKERS = {
    "exact": lambda _: exact(),
    "contains": lambda _: includes(),
    "tokenF1": lambda _: f1(),
    "regex": lambda given: pattern(given["pattern"]),
    "numeric": lambda _: match(numeric=True),
    "choice": lambda _: choice(),
}


def state_of(row):
    state = TaskState(
        model=ModelName("mockllm/model"),
        sample_id=1,
        epoch=1,
        input="",
        messages=[],
        choices=["first", "second", "third", "fourth"],
        output=ModelOutput.from_content("mockllm/model", row["output"]),
    )
    if row["scorer"] == "choice":
        set_choices_based_on_generated_response(state, parse_answers(state, multiple_correct=True))
    return state


async def main():
    for line in sys.stdin:
        row = json.loads(line)
        score = await MAKERS[row["scorer"]](row.get("arguments"))(state_of(row), Target(row["targets"]))
        print(VALUES.get(score.value, score.value))


asyncio.run(main())
