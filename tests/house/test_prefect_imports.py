"""Prefect and FastAPI must fit each other: the pair has broken before."""

import importlib

import pytest


@pytest.mark.prefect
@pytest.mark.filterwarnings("ignore")
def test_prefects_server_can_be_imported() -> None:
    server = importlib.import_module("prefect.server.api.server")

    assert hasattr(server, "create_app")
