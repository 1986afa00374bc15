"""The jobs as Prefect flows: disposable hands around the same functions. A flow carries no case data and may die at any moment."""

import os

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from collections.abc import Sequence
from datetime import UTC, datetime

from prefect import flow, get_client
from prefect.deployments import run_deployment

from config.wiring import open_app
from flows import work
from flows.closing import close_dead
from flows.sharing import share_out


@flow(name="tidy", log_prints=False)
def tidy() -> str:
    """Forget what has run out."""
    return str(work.tidy(open_app()))


@flow(name="duties", log_prints=False)
def duties() -> str:
    """Ask for the duties that begin. Fails at its end if a case could not be looked at."""
    report = work.duties(open_app())
    if report.errors:
        raise RuntimeError(f"{len(report.errors)} cases failed: {'; '.join(report.errors)}")
    return str(report)


@flow(name="reviews", log_prints=False)
def reviews() -> str:
    """Open the re-reviews that are due. Fails at its end if one could not be opened."""
    report = work.reviews(open_app())
    if report.errors:
        raise RuntimeError(f"{len(report.errors)} re-reviews failed: {'; '.join(report.errors)}")
    return f"{len(report.opened)} re-reviews opened"


@flow(name="repairs", log_prints=False)
def repairs() -> str:
    """Tell the repairs that come by themselves. Fails at its end if an enterprise could not be looked at."""
    report = work.repairs(open_app())
    if report.errors:
        raise RuntimeError(f"{len(report.errors)} enterprises failed: {'; '.join(report.errors)}")
    return f"{len(report.opened)} cases opened, {len(report.ended)} ended"


@flow(name="recompute", log_prints=False)
def recompute() -> str:
    """Compute open dates again by the newest calendar. Fails at its end if a case could not be computed."""
    report = work.recompute(open_app())
    if report.errors:
        raise RuntimeError(f"{len(report.errors)} cases failed: {'; '.join(report.errors)}")
    return f"{report.cases} cases, {len(report.moves)} dates moved"


@flow(name="sweep", log_prints=False)
def sweep() -> str:
    """Share the sites out among the workers. Fails at its end if one was not swept well."""
    left = share_out(open_app(), _ask)
    if left:
        raise RuntimeError(f"not swept: {', '.join(left)}")
    return "every site was swept"


def _ask(codes: Sequence[str]) -> None:
    """No part of this run: it goes on when this one dies."""
    run_deployment("sweep-sites/sweep-sites", parameters={"codes": list(codes)}, timeout=0, as_subflow=False)


@flow(name="sweep-sites", log_prints=False)
def sweep_sites(codes: list[str]) -> str:
    """Find what is due at these sites, queue messages. Fails at its end if anything could not be looked at."""
    reports = work.sweep_sites(open_app(), codes)
    if failed := sum(one.failed for one in reports):
        raise RuntimeError(f"{failed} could not be looked at: {reports}")
    return f"{reports}"


@flow(name="watch_over", log_prints=False)
def watch_over() -> str:
    """Notice sweeps that are missing."""
    return str(work.watch_over(open_app()))


@flow(name="anchor", log_prints=False)
def anchor() -> str:
    """Note outside the database how far the journals have come. Fails when it has lost what was noted."""
    report = work.anchor(open_app())
    if report.lost:
        raise RuntimeError(f"the database has lost what was anchored: {report}")
    return str(report)


@flow(name="deliver", log_prints=False)
def deliver() -> str:
    """Send what is queued. Fails at its end if a letter failed unexpectedly."""
    report = work.deliver(open_app())
    if report.failed:
        raise RuntimeError(f"{report.failed} letters failed: {report}")
    return str(report)


@flow(name="closer", log_prints=False)
def closer() -> str:
    """Close what a dead worker left running, and ask for it again."""
    with get_client(sync_client=True) as client:
        closed = close_dead(client, datetime.now(UTC))
    return f"closed: {', '.join(closed) or 'none'}"
