"""Which of Prefect's runs are dead."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from prefect.client.schemas.objects import FlowRun, State, StateType, Worker, WorkerStatus

from flows.closing import WORKER, dead

NOW = datetime(2026, 11, 16, 0, 0, tzinfo=UTC)


def run(worker: str = "", seconds: int = 0, type: StateType = StateType.RUNNING) -> FlowRun:
    state = State(type=type, timestamp=NOW - timedelta(seconds=seconds))
    return FlowRun(flow_id=uuid4(), state=state, labels={WORKER: worker} if worker else {})


def worker(name: str, status: WorkerStatus = WorkerStatus.ONLINE) -> Worker:
    return Worker(name=name, work_pool_id=uuid4(), status=status)


def test_a_run_whose_worker_has_fallen_silent_is_dead() -> None:
    mine, silent, gone = run("mine"), run("silent"), run("gone")
    workers = [worker("mine"), worker("silent", WorkerStatus.OFFLINE)]

    assert dead([mine, silent, gone], workers, NOW) == [silent, gone]


def test_a_run_nobody_has_put_their_name_to_has_a_minute() -> None:
    fresh, old = run(seconds=59, type=StateType.PENDING), run(seconds=61, type=StateType.PENDING)

    assert dead([fresh, old], [worker("mine")], NOW) == [old]
