"""Closing dead runs (了结): Prefect leaves what a dead worker was at Running for ever.

Nothing of ours waits for such a run; but people who look at it would be misled, and another worker is to take up now what it
was at.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, StateType, Worker, WorkerStatus
from prefect.states import Crashed

TAG = "oneplan"
AGAIN = "again"  # asked for once more by us: no third time, its next time comes anyway
WORKER = "prefect.worker.name"
GRACE = timedelta(seconds=60)  # a worker says who it is before it begins
_UNDER_WAY = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]


def dead(runs: Iterable[FlowRun], workers: Iterable[Worker], now: datetime) -> list[FlowRun]:
    """Runs whose worker has fallen silent, and those that nobody has put their name to for a minute."""
    alive = {one.name for one in workers if one.status is WorkerStatus.ONLINE}
    return [one for one in runs if one.labels.get(WORKER) not in alive and _had_time(one, now)]


def close_dead(client: SyncPrefectClient, now: datetime) -> list[str]:
    """Let dead runs end as crashed, and ask for each of them again, once. Returns their names."""
    tags, states = FlowRunFilterTags(all_=[TAG]), FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNDER_WAY))
    runs = client.read_flow_runs(flow_run_filter=FlowRunFilter(tags=tags, state=states))
    pools = {one.work_pool_name for one in runs if one.work_pool_name}
    workers = [worker for pool in pools for worker in client.read_workers_for_work_pool(pool)]
    found = dead(runs, workers, now)
    for one in found:
        client.set_flow_run_state(one.id, Crashed(message="its worker has fallen silent"), force=True)
        _ask_again(client, one)
    return [one.name for one in found]


def _had_time(run: FlowRun, now: datetime) -> bool:
    since = run.state.timestamp if run.state else None
    return WORKER in run.labels or since is None or since < now - GRACE


def _ask_again(client: SyncPrefectClient, run: FlowRun) -> None:
    """Two who close it at once ask for it once: the key is the dead run's."""
    if run.deployment_id is None or AGAIN in run.tags:
        return
    client.create_flow_run_from_deployment(
        run.deployment_id, parameters=run.parameters, tags=[*run.tags, AGAIN], idempotency_key=f"{AGAIN} {run.id}"
    )
