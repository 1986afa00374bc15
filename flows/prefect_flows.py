"""The jobs as Prefect flows: disposable hands around the same functions. A flow carries no case data and may die at any moment."""

import os

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from prefect import flow

from config.wiring import open_app
from flows import work


@flow(name="tidy", log_prints=False)
def tidy() -> str:
    """Forget what has run out."""
    return str(work.tidy(open_app()))


@flow(name="recompute", log_prints=False)
def recompute() -> str:
    """Compute open dates again by the newest calendar. Fails at its end if a case could not be computed."""
    report = work.recompute(open_app())
    if report.errors:
        raise RuntimeError(f"{len(report.errors)} cases failed: {'; '.join(report.errors)}")
    return f"{report.cases} cases, {len(report.moves)} dates moved"


@flow(name="sweep", log_prints=False)
def sweep() -> str:
    """Find what is due, queue messages. Fails at its end if anything could not be looked at."""
    report = work.sweep(open_app())
    if report.failed:
        raise RuntimeError(f"{report.failed} could not be looked at: {report}")
    return str(report)


@flow(name="watch_over", log_prints=False)
def watch_over() -> str:
    """Notice sweeps that are missing."""
    return str(work.watch_over(open_app()))


@flow(name="deliver", log_prints=False)
def deliver() -> str:
    """Send what is queued. Fails at its end if a letter failed unexpectedly."""
    report = work.deliver(open_app())
    if report.failed:
        raise RuntimeError(f"{report.failed} letters failed: {report}")
    return str(report)
