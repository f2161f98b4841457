"""Speed, side by side with the peers: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator

from benchmarks.app import measure_app
from benchmarks.browser import Sizes, measure_browser
from benchmarks.frontline import time_dates
from benchmarks.isolation import in_own_process
from benchmarks.reading import ARTICLES, measure_reading
from benchmarks.table import Table, number

PLACES = (50, 300, 1000)
DATES = 20


def main() -> None:
    """Print the tables as they are measured."""
    arguments = _arguments()
    parts: dict[str, Callable[[], Iterator[Table]]] = {
        "browser": lambda: iter(measure_browser(Sizes(2_000, 10_000, 50_000, 1_000) if arguments.quick else Sizes())),
        "app": lambda: iter([measure_app()]),
        "reading": lambda: iter([measure_reading(ARTICLES // 6 if arguments.quick else ARTICLES)]),
        "frontline": lambda: iter([_frontline_table(DATES // 5 if arguments.quick else DATES)]),
    }
    began = time.perf_counter()
    for name in arguments.parts or parts:
        for table in parts[name]():
            print(table.markdown(), end="\n\n", flush=True)
    load = ", ".join(number(each) for each in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}; {time.perf_counter() - began:.0f} s in all.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = ("browser", "app", "reading", "frontline")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(names)}; default: all")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it runs")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.parts) - set(names))
    if unknown:
        parser.error(f"no part {', '.join(unknown)}; the parts are {', '.join(names)}")
    return arguments


def _frontline_table(dates: int) -> Table:
    rows = [(f"{places:,} places", number(in_own_process(time_dates, places, dates) * 1000)) for places in PLACES]
    title = f"The front line with its band, {dates} dates of a made-up war"
    note = "How right the line is, beside Voronoi cells: `python -m benchmarks.frontline`."
    return Table(title, ("", "processor ms a date"), rows, (note,))


if __name__ == "__main__":
    main()
