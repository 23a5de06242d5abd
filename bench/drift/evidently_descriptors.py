"""Evidently's four text descriptors over the outputs of a log of JSON lines: the peer of load.ts."""

import sys

import pandas
from evidently import DataDefinition, Dataset
from evidently.descriptors import NonLetterCharacterPercentage, SentenceCount, TextLength, WordCount

log = pandas.read_json(sys.argv[1], lines=True)
dataset = Dataset.from_pandas(
    log[["output"]],
    data_definition=DataDefinition(text_columns=["output"]),
    descriptors=[
        TextLength("output"),
        WordCount("output"),
        SentenceCount("output"),
        NonLetterCharacterPercentage("output"),
    ],
)
print(dataset.as_dataframe().shape)
