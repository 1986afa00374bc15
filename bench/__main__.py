"""`python -m bench [workload ...]`: measure, check, print, and write docs/performance.md. SF is in thousands of cases."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import report
from bench.figures import Figure
from bench.measures import MEASURES, PEERS, Size
from bench.settings import fdatasync_microseconds


def main() -> None:
    """Run the workloads asked for, all of them if none is."""
    asked = _arguments().parse_args()
    with TemporaryDirectory(prefix="oneplan-bench-", dir=asked.folder) as folder:
        size = Size(asked.scale, Path(folder))
        _say(f"one durable 4 KiB append here: {fdatasync_microseconds(size.folder):.0f} µs")
        for workload in asked.workload or [*MEASURES, *(PEERS if asked.peers else ())]:
            report.keep(list(_measured(workload, size)))


def _measured(workload: str, size: Size) -> Iterator[Figure]:
    for figure in (MEASURES | PEERS)[workload](size):
        _say(report.line(figure))
        yield figure


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("workload", nargs="*", choices=[*MEASURES, *PEERS, []], help="which; without any, all of them")
    parser.add_argument("--scale", "-s", type=float, default=1, help="SF: thousands of open cases (default 1)")
    parser.add_argument("--peers", action="store_true", help="other engines, too; they are installed under var/peers")
    parser.add_argument("--folder", type=Path, help="where the SQLite files lie while it runs (default: the system's)")
    return parser


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
