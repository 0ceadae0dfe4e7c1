"""Instructions of single operations: reading and writing messages and rows, deciding, and coding states.

callgrind counts them, so that a busy machine makes no difference. One beyond its threshold in Tests/Benchmarks/micro.json
fails the run.
"""

import json
import os
import re
import subprocess

from figures import Figure
from stack import HOME, REPOSITORY, Failure, command

THRESHOLDS = REPOSITORY / "Tests/Benchmarks/micro.json"
TIMES = 200
# As Swift names `measure` in the module `micro`.
COUNTED = "*micro7measure*"


def measure(run):
    program = stripped(f"{os.environ['KETEN_PROGRAMS']}/micro")
    names = command([program, "--list"]).split()
    thresholds = json.loads(THRESHOLDS.read_text("utf-8"))
    if set(thresholds) != set(names):
        raise Failure(f"{THRESHOLDS.name} and the program differ: {sorted(set(thresholds) ^ set(names))}")
    figures = []
    for name in names:
        counted = instructions(program, name)
        figure = Figure(f"micro {name}", [counted], "instructions", thresholds[name], "its threshold", at_most=1)
        if not figure.is_reached:
            run.failed = True
        figures.append(figure)
    return figures


def stripped(program):
    """Without what is for debuggers, which valgrind cannot read of Swift."""
    copy = HOME / "run" / "micro"
    command(["strip", "--strip-debug", "-o", copy, program])
    return copy


def instructions(program, name):
    """Of one time that the case does its work: counted in the program's `measure` only, after its first times."""
    told = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--toggle-collect={COUNTED}"]
        + [program, str(TIMES), name],
        # Else each run hashes otherwise.
        env=os.environ | {"SWIFT_DETERMINISTIC_HASHING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    counted = re.search(r"Collected : (\d+)", told.stdout)
    if told.returncode != 0 or not counted or counted.group(1) == "0":
        raise Failure(f"callgrind: {told.stdout[-2000:]}")
    return int(counted.group(1)) / TIMES
