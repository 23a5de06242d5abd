"""Alarms of a peer's defaults over simulated nights: `peer-alarms.py evidently|nannyml rows.json` prints one pair a row.

Each row has a type and lakes; a lake is a list of nights, each of values and counts, of which the first are the reference.
"""

import json
import os
import sys
import warnings

import numpy
import pandas

# Neither tool may send anything about its use anywhere.
os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"
os.environ["NML_DISABLE_USER_ANALYTICS"] = "1"
os.environ["DO_NOT_TRACK"] = "1"
warnings.filterwarnings("ignore")
START = pandas.Timestamp("2026-01-05")


def frame(nights, first):
    parts = [
        pandas.DataFrame({"x": numpy.repeat(values, counts), "at": START + pandas.Timedelta(days=first + i)})
        for i, (values, counts) in enumerate(nights)
    ]
    return pandas.concat(parts, ignore_index=True)


def evidently_alarms(kind, reference, current):
    from evidently import DataDefinition, Dataset, Report
    from evidently.metrics import ValueDrift

    columns = {"numerical_columns" if kind == "numeric" else "categorical_columns": ["x"]}
    definition = DataDefinition(**columns)
    pooled = Dataset.from_pandas(frame(reference, 0)[["x"]], data_definition=definition)
    alarms = 0
    for night in current:
        tonight = Dataset.from_pandas(frame([night], 0)[["x"]], data_definition=definition)
        metric = Report([ValueDrift(column="x")]).run(tonight, pooled).dict()["metrics"][0]
        config, value = metric["config"], float(metric["value"])
        is_p_value = "p_value" in config["method"]
        alarms += value < config["threshold"] if is_p_value else value >= config["threshold"]
    return int(alarms)


def nannyml_alarms(kind, reference, current):
    import nannyml

    columns = {"treat_as_categorical": ["x"]} if kind == "categorical" else {}
    calculator = nannyml.UnivariateDriftCalculator(
        column_names=["x"], timestamp_column_name="at", chunk_period="D", **columns
    )
    calculator.fit(frame(reference, 0))
    result = calculator.calculate(frame(current, len(reference))).filter(period="analysis").to_df()
    return int(result[("x", "jensen_shannon", "alert")].sum())


alarms_of = {"evidently": evidently_alarms, "nannyml": nannyml_alarms}[sys.argv[1]]
with open(sys.argv[2]) as file:
    task = json.load(file)
found = []
for row in task["rows"]:
    split = task["reference"]
    sums = [(alarms_of(row["type"], lake[:split], lake[split:]), len(lake) - split) for lake in row["lakes"]]
    found.append([sum(alarms for alarms, _ in sums), sum(trials for _, trials in sums)])
print(json.dumps(found))
