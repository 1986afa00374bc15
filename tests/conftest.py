"""What the tests need from the machine: skipped with a reason where absent, failing where it is required.

``ONEPLAN_TEST_REQUIRE=postgres,prefect,browser`` names what must be there.
"""

import os
import shutil
import socket
from collections.abc import Callable

import pytest


def _postgres() -> str:
    try:
        socket.create_connection(("127.0.0.1", 5432), timeout=1).close()
    except OSError:
        return "no PostgreSQL on 127.0.0.1:5432"
    return ""


def _prefect() -> str:
    try:
        import prefect  # noqa: F401 - only whether it is there
    except ImportError:
        return "Prefect is not installed"
    return ""


def _browser() -> str:
    return "" if shutil.which("chromium") else "no chromium on the path"


CAPABILITIES: dict[str, Callable[[], str]] = {"postgres": _postgres, "prefect": _prefect, "browser": _browser}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot run here, unless it must."""
    required = set(filter(None, os.environ.get("ONEPLAN_TEST_REQUIRE", "").split(",")))
    lacking = {name: why for name, probe in CAPABILITIES.items() if name not in required and (why := probe())}
    for item in items:
        for name, why in lacking.items():
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=why))
