"""Reads a summary file with pyarrow and with polars, and prints what each adds up, as JSON."""

import json
import sys
from fractions import Fraction

import polars
import pyarrow
import pyarrow.ipc


def totals(rows):
    """Per feature and grid: values counted, missing ones, and the sum of all values (exact, as a text)."""
    found = {}
    for row in rows:
        one = found.setdefault(f"{row['feature']} {row['grid']}".strip(), {"n": 0, "missing": 0, "sum": Fraction(0)})
        if row["kind"] == "missing":
            one["missing"] += row["count"]
        elif row["kind"] in ("value", "gap", "category"):
            one["n"] += row["count"]
        if row["kind"] in ("value", "gap"):
            one["sum"] += Fraction(row["value"]) * row["count"]
        if row["kind"] == "gap":
            one["sum"] += row["sum"] * unit(row["upper"] - row["value"])
    return {name: {**one, "sum": float(one["sum"])} for name, one in found.items()}


def unit(width):
    """The power of two that cuts a gap into 2^31 to 2^32 parts."""
    exponent = 0
    while 2.0**exponent > width:
        exponent -= 1
    while 2.0 ** (exponent + 1) <= width:
        exponent += 1
    return Fraction(2) ** (exponent - 31)


path = sys.argv[1]
with pyarrow.memory_map(path) as source:
    table = pyarrow.ipc.open_file(source).read_all()
frame = polars.read_ipc(path)
version = table.schema.metadata[b"nightdrift.summary.version"].decode()
moments = [str(value) for value in frame["moment"].drop_nulls().to_list()]
print(json.dumps({
    "version": version,
    "pyarrow": totals(table.to_pylist()),
    "polars": totals(frame.to_dicts()),
    "moments": moments,
}))
