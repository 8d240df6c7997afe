"""Seconds for the import with a first table, and for each table after that, as JSON."""

import json
from time import perf_counter

import ipywidgets  # noqa: F401 -- what comes before the clock starts

ALEXNET = [
    ["conv1", 11, 4, 0],
    ["pool1", 3, 2, 0],
    ["conv2", 5, 1, 2],
    ["pool2", 3, 2, 0],
    ["conv3", 3, 1, 1],
    ["conv4", 3, 1, 1],
    ["conv5", 3, 1, 1],
    ["pool5", 3, 2, 0],
    ["fc6", 6, 1, 0],
    ["fc7", 1, 1, 0],
]

start = perf_counter()
from ipyreceptive import Network  # noqa: E402

str(Network(ALEXNET, input_size=227).table())
first = perf_counter() - start

later = []
for size in range(228, 328):
    start = perf_counter()
    str(Network(ALEXNET, input_size=size).table())
    later.append(perf_counter() - start)

print(json.dumps({"first": first, "later": later}))
