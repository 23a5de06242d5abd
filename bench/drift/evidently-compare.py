"""Evidently's drift preset over two Parquet files: prints the seconds from reading to the result, imports apart."""

import json
import sys
import time

import pandas
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

start = time.perf_counter()
reference, current = (pandas.read_parquet(path) for path in sys.argv[1:3])
texts = ["plan", "country"]
definition = DataDefinition(
    numerical_columns=[name for name in reference.columns if name not in texts], categorical_columns=texts
)
sides = [Dataset.from_pandas(side, data_definition=definition) for side in (current, reference)]
Report([DataDriftPreset()]).run(*sides).dict()
print(json.dumps({"seconds": time.perf_counter() - start}))
