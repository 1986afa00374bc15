"""The jobs as both clocks run them: read the clock once, pass the parts down."""

from config.wiring import App
from jobs.deliver import DeliverReport
from jobs.deliver import deliver as deliver_letters
from jobs.recompute import RecomputeReport
from jobs.recompute import recompute as recompute_dates
from jobs.sweep import SweepReport
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


def deliver(app: App) -> DeliverReport:
    """Send what is queued."""
    return deliver_letters(app.database, app.now(), app.zone, app.post)


def recompute(app: App) -> RecomputeReport:
    """Compute open dates again by the newest calendar."""
    return recompute_dates(app.database, app.now(), app.zone)


def tidy(app: App) -> TidyReport:
    """Forget what has run out."""
    return tidy_up(app.database, app.now())
