"""Figures: rounds with their spread, limits made of parts, and the table."""

import json
import statistics
from dataclasses import dataclass, field


def in_series(*rates):
    """The rate at which work goes through resources that are used in turn: 1/limit = Σ 1/part."""
    return 1 / sum(1 / rate for rate in rates)


@dataclass
class Figure:
    name: str
    rounds: list
    unit: str
    limit: float = None
    limit_name: str = ""
    # What the ratio, or without a limit the value, must reach.
    at_least: float = None
    at_most: float = None
    # Beside the figure: CPU, WAL, what was checked.
    remarks: list = field(default_factory=list)
    # The value where it is more than the median of the rounds, such as a percentile of all of them together.
    whole: float = None

    @property
    def value(self):
        return statistics.median(self.rounds) if self.whole is None else self.whole

    @property
    def ratio(self):
        return None if self.limit is None else self.value / self.limit

    @property
    def spread(self):
        """Half the distance between the fastest and the slowest round, in parts of the median."""
        return (max(self.rounds) - min(self.rounds)) / 2 / self.value if self.value else 0

    @property
    def judged(self):
        return self.value if self.ratio is None else self.ratio

    @property
    def target(self):
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return f"≤ {self.at_most:g}" if self.at_most is not None else ""

    @property
    def is_reached(self):
        if self.at_least is not None:
            return self.judged >= self.at_least
        return self.at_most is None or self.judged <= self.at_most

    def record(self):
        return {
            "name": self.name,
            "value": rounded(self.value),
            "unit": self.unit,
            "limit": rounded(self.limit),
            "limitName": self.limit_name,
            "ratio": rounded(self.ratio),
            "rounds": [rounded(round) for round in self.rounds],
            "target": self.target,
            "reached": self.is_reached,
            "remarks": self.remarks,
        }


def rounded(number):
    return number if number is None else float(f"{number:.4g}")


def said(number):
    if number is None:
        return ""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


COLUMNS = ["name", "value", "unit", "spread", "limit", "ratio", "target", "", "what the limit is"]


def table(figures):
    rows = [COLUMNS]
    for figure in figures:
        rows.append(
            [
                figure.name,
                said(figure.value),
                figure.unit,
                f"±{figure.spread:.0%}" if len(figure.rounds) > 1 else "",
                said(figure.limit),
                said(figure.ratio),
                figure.target,
                "" if not figure.target else "ok" if figure.is_reached else "MISSED",
                figure.limit_name,
            ]
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    numeric = {1, 3, 4, 5}
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if column in numeric else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "-" * max(len(line) for line in lines))
    for figure in figures:
        lines += [f"  {figure.name}: {remark}" for remark in figure.remarks]
    return "\n".join(lines)


def write(path, figures):
    with open(path, "w", encoding="utf-8") as file:
        json.dump([figure.record() for figure in figures], file, indent=1, ensure_ascii=False)
        file.write("\n")
