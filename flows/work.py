"""The jobs as both clocks run them: read the clock once, pass the parts down."""

from collections.abc import Sequence

from config.wiring import App
from jobs.anchor import AnchorReport
from jobs.anchor import anchor as anchor_journals
from jobs.deliver import deliver as deliver_letters
from jobs.keep_duties import DutiesReport, keep_duties
from jobs.open_reviews import ReviewsReport, open_reviews
from jobs.recompute import RecomputeReport
from jobs.recompute import recompute as recompute_dates
from jobs.repair_credit import RepairReport, repair_credit
from jobs.rounds import DeliverReport
from jobs.sweep import SweepReport, sweep_site
from jobs.sweep import sweep as sweep_watches
from jobs.tidy import TidyReport
from jobs.tidy import tidy as tidy_up
from jobs.watch_over import WatchReport
from jobs.watch_over import watch_over as watch_over_the_clock


def sweep(app: App) -> SweepReport:
    """Find what is due, queue messages."""
    return sweep_watches(app.database, app.now(), app.zone)


def watch_over(app: App) -> WatchReport:
    """Notice sweeps that are missing."""
    return watch_over_the_clock(app.database, app.now(), app.zone)


def anchor(app: App) -> AnchorReport:
    """Note outside the database how far the journals have come."""
    return anchor_journals(app.database, app.home, app.now())


def sweep_sites(app: App, codes: Sequence[str]) -> list[SweepReport]:
    """The part of the sweep that these sites are, each under a lease and as a run of its own."""
    return [sweep_site(app.database, code, app.now(), app.zone) for code in codes]


def deliver(app: App) -> DeliverReport:
    """Send what is queued."""
    return deliver_letters(app.database, app.now(), app.zone, app.post)


def recompute(app: App) -> RecomputeReport:
    """Compute open dates again by the newest calendar."""
    return recompute_dates(app.database, app.now(), app.zone)


def duties(app: App) -> DutiesReport:
    """Ask for the duties that begin, tell those that were missed."""
    return keep_duties(app.database, app.now(), app.zone)


def reviews(app: App) -> ReviewsReport:
    """Open the re-reviews that are due."""
    return open_reviews(app.database, app.now(), app.zone)


def repairs(app: App) -> RepairReport:
    """Tell the repairs that come by themselves."""
    return repair_credit(app.database, app.now(), app.zone)


def tidy(app: App) -> TidyReport:
    """Forget what has run out."""
    return tidy_up(app.database, app.now())
