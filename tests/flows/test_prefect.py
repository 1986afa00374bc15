"""The jobs through a real Prefect server and worker: deployed by our command, run by theirs."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.databases import empty_postgres
from tests.flows.prefect_server import PrefectServer, keeping_its_runs_in, prefect_server

pytestmark = [pytest.mark.prefect, pytest.mark.postgres]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    with (
        empty_postgres() as runs,
        prefect_server(tmp_path_factory.mktemp("prefect"), **keeping_its_runs_in(runs)) as server,
    ):
        yield server


@pytest.fixture(scope="module")
def deployed(server: PrefectServer) -> dict[str, Any]:
    """The demo site, and what the command says it deployed."""
    server("cli.main", "demo")
    answer: dict[str, Any] = json.loads(server("cli.main", "flows", "deploy", "--json"))
    return answer


def has_run(server: PrefectServer, job: str) -> bool:
    jobs = json.loads(server("cli.main", "flows", "status", "--json"))["jobs"]
    return any(one["last_good_run"] for one in jobs if one["job"] == job)


def test_every_flow_is_deployed_into_a_pool_made_for_them(deployed: dict[str, Any]) -> None:
    names = [
        "tidy",
        "duties",
        "reviews",
        "repairs",
        "recompute",
        "sweep",
        "watch_over",
        "anchor",
        "deliver",
        "sweep-sites",
        "closer",
    ]

    assert deployed == {"work_pool": "oneplan", "deployed": names}


def test_a_worker_does_the_job(server: PrefectServer, deployed: dict[str, Any]) -> None:
    before = has_run(server, "recompute")
    server("prefect", "deployment", "run", "recompute/recompute")
    server("prefect", "worker", "start", "--pool", deployed["work_pool"], "--run-once")

    assert (before, has_run(server, "recompute")) == (False, True)
