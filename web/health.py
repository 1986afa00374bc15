"""For those who watch over the program: whether it lives, whether it can work, and figures for Prometheus."""

from collections.abc import Iterator
from typing import cast

from fastapi import APIRouter, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from sqlalchemy import Connection

from config.reasons import as_document
from config.wiring import App
from models.definitions import ProcessDefinition
from models.moments import local_date
from models.people import EVERYWHERE
from models.vocabulary import ADDRESSED
from store import board, definitions, doctor, outbox, rests, runs
from store.doctor import Health
from web.access import Parts

router = APIRouter()
JOBS = ("sweep", "deliver")
Labelled = dict[tuple[str, ...], float]


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers, though every thread waits for the database."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(app: Parts) -> Response:
    """Whether work can be done: 503 with every reason if not; beside it what needs somebody all the same."""
    found = doctor.glance(app.database, app.home, app.now(), app.settings.patience)
    bad = [as_document(one.reason) for one in found if one.health is Health.BAD]
    warnings = [as_document(one.reason) for one in found if one.health is Health.WARN]
    ready = {"status": "unready" if bad else "ready", "reasons": bad, "warnings": warnings}
    return JSONResponse(jsonable_encoder(ready), 503 if bad else 200)


@router.get("/metrics")
def metrics(request: Request, app: Parts) -> Response:
    """Counts, no names: what waits where, when each job last went well, and how long this process takes to answer."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(app))
    figures = generate_latest(registry) + generate_latest(request.app.state.figures)
    return Response(figures, media_type=CONTENT_TYPE_PLAIN_0_0_4)


class _Figures(Collector):
    """The figures as they are when somebody asks."""

    def __init__(self, app: App) -> None:
        self._app = app

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Open and late cases by stage, messages by state, since when the oldest waits, the last good run of each job."""
        with self._app.database.reading() as tx:
            columns = board.board(tx, EVERYWHERE, local_date(self._app.now(), self._app.zone), cards=0)
            stages = _stages(tx)
            messages = outbox.counts(tx)
            last_good = {job: runs.last_good(tx, job) for job in JOBS}
            oldest = outbox.oldest_waiting(tx)
            resting = rests.resting(tx, self._app.now(), self._app.settings.patience)
        stage = ("process", "stage")
        yield _family("oneplan_open_cases", stage, stages | {(one.process, one.stage): one.count for one in columns})
        yield _family("oneplan_late_cases", stage, stages | {(one.process, one.stage): one.late for one in columns})
        yield _family("oneplan_messages", ("state",), {(str(state),): count for state, count in messages.items()})
        yield _family(
            "oneplan_channel_resting", ("channel",), {(str(one),): float(one in resting) for one in ADDRESSED}
        )
        yield _family("oneplan_oldest_waiting_timestamp_seconds", (), {(): oldest.timestamp()} if oldest else {})
        moments: Labelled = {(job,): at.timestamp() for job, at in last_good.items() if at}
        yield _family("oneplan_last_good_run_timestamp_seconds", ("job",), moments)


def _stages(tx: Connection) -> Labelled:
    """Every stage of the processes in force, with nothing in it: a figure that is 0 is there all the same."""
    processes = cast("dict[str, ProcessDefinition]", definitions.in_force(tx, "process"))
    return {(key, stage): 0.0 for key, one in processes.items() for stage in one.stages}


def _family(name: str, labels: tuple[str, ...], values: Labelled) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, name.removeprefix("oneplan_").replace("_", " "), labels=labels)
    for found, value in values.items():
        family.add_metric(found, value)
    return family
