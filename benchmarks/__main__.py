"""Speed, side by side with the peers: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator

from benchmarks import report
from benchmarks.app import measure_app
from benchmarks.browser import Sizes, measure_browser
from benchmarks.frontline import time_dates, time_requests
from benchmarks.isolation import in_own_process
from benchmarks.reading import ARTICLES, measure_reading
from benchmarks.refusals import measure_refusals
from benchmarks.table import Table, number

PARTS = ("browser", "app", "reading", "refusals", "frontline")
PLACES = (50, 300, 1000)
DATES = 20


def main() -> None:
    """Print the tables as they are measured, and write them into the report when asked to."""
    arguments = _arguments()
    parts: dict[str, Callable[[], Iterator[Table]]] = {
        "browser": lambda: iter(measure_browser(Sizes(2_000, 10_000, 50_000, 1_000) if arguments.quick else Sizes())),
        "app": lambda: iter([measure_app()]),
        "reading": lambda: measure_reading(ARTICLES // 6 if arguments.quick else ARTICLES),
        "refusals": lambda: iter([measure_refusals()]),
        "frontline": lambda: iter([_frontline_table(DATES // 5 if arguments.quick else DATES)]),
    }
    for name in arguments.parts or parts:
        began = time.perf_counter()
        printed = []
        for table in parts[name]():
            printed.append(table.markdown())
            print(printed[-1], end="\n\n", flush=True)
        printed.append(_machine(time.perf_counter() - began))
        print(printed[-1], end="\n\n", flush=True)
        if arguments.write:
            report.write(name, "\n\n".join(printed))


def _machine(seconds: float) -> str:
    load = ", ".join(number(each) for each in os.getloadavg())
    return f"{os.cpu_count()} cores, load {load}; measured in {seconds:.0f} s."


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; default: all")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it runs")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    arguments = parser.parse_args()
    if arguments.quick and arguments.write:
        parser.error("the figures of small sizes are not written: leave out --quick or --write")
    unknown = sorted(set(arguments.parts) - set(PARTS))
    if unknown:
        parser.error(f"no part {', '.join(unknown)}; the parts are {', '.join(PARTS)}")
    return arguments


def _frontline_table(dates: int) -> Table:
    rows = [(f"{places:,} places", number(in_own_process(time_dates, places, dates) * 1000)) for places in PLACES]
    request = in_own_process(time_requests, PLACES[-1], dates)
    rows.append((f"a request for {PLACES[-1]:,} new places", number(request * 1000)))
    title = f"The front line with its band, {dates} dates of a made-up war"
    note = "How right the line is, beside Voronoi cells: `python -m benchmarks.frontline`."
    return Table(title, ("", "processor ms a date"), rows, (note,))


if __name__ == "__main__":
    main()
