"""Runs the benchmarks that are asked for, in the order in which one prepares the next, and prints the table."""

import argparse
import os
import signal
import subprocess
import sys
import time

import sizes
from figures import table, write
from stack import Failure


def main():
    # Whoever ends it ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=["full", "quick"], default="full")
    parser.add_argument("--output", required=True)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()

    usual = ["micro", "consume", "relay", "intake", "latency", "board", "terms", "burst", "memory", "start", "peer"]
    known = usual + ["backlog", "growth"]
    unknown = set(arguments.names) - set(known)
    if unknown:
        print(f"bench: unknown: {' '.join(sorted(unknown))}; there are {' '.join(known)}", file=sys.stderr)
        return 64
    run = Run(sizes.of(arguments.size), arguments.names or usual)
    begun = time.monotonic()
    code = 0
    for name in known:
        if name not in run.names:
            continue
        module = __import__(name)
        print(f"{time.monotonic() - begun:5.0f} s  {name}: {module.__doc__.splitlines()[0]}", flush=True)
        try:
            run.figures += module.measure(run)
        except (Failure, subprocess.TimeoutExpired) as failure:
            print(f"bench: {name} could not be measured: {failure}", file=sys.stderr, flush=True)
            code = 1
    print(f"{time.monotonic() - begun:5.0f} s  done\n")
    print(machine())
    print(table(run.figures))
    write(arguments.output, run.figures)
    print(f"\nwritten to {arguments.output}")
    if run.failed:
        print("bench: an operation takes more instructions than its threshold allows", file=sys.stderr)
    return 1 if run.failed else code


class Run:
    """One run: how large everything is, and what earlier benchmarks found that later ones need."""

    def __init__(self, size, names):
        self.size, self.names = size, names
        self.figures = []
        # Whether something is worse than a threshold that does not depend on the machine.
        self.failed = False
        self.found = {}
        # Service → the most anonymous memory seen, in MB.
        self.loaded = {}

    def note_memory(self, *services):
        for service in services:
            self.loaded[service.name] = max(self.loaded.get(service.name, 0), service.anonymous())

    def say(self, text):
        print(f"         {text}", flush=True)

    def need(self, name):
        """What another benchmark finds, which then runs first."""
        if name not in self.found:
            __import__(name).measure(self)
        return self.found[name]


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{os.cpu_count()} × {model}, {memory / 2**30:.0f} GiB; load {os.getloadavg()[0]:.1f} at the end\n"


if __name__ == "__main__":
    sys.exit(main())
