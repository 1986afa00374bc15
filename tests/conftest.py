"""What tests may need of the machine: PostgreSQL, Prefect's server, a browser.

Where it is absent the test is skipped with the reason; where ``ONEPLAN_TEST_REQUIRE=postgres,prefect,browser``
names it, the test fails instead.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from tests.databases import Kept, empty_postgres, required

os.environ.setdefault("DO_NOT_TRACK", "1")  # before anything imports Prefect, which would phone home
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")  # a busy machine is no failure of a property

POSTGRES = os.environ.get("ONEPLAN_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/test")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
GROUPED = ("prefect", "browser")  # each starts something costly: one worker does it once


def _without_postgres() -> str:
    try:
        psycopg.connect(POSTGRES.replace("+psycopg", "", 1), connect_timeout=3).close()
    except psycopg.Error as error:
        return f"no PostgreSQL to test with: {error}"
    return ""


def _without_prefect() -> str:
    return "" if find_spec("prefect") else "no Prefect to test with: it is not installed"


def _without_browser() -> str:
    return "" if browser_path() else f"no browser to test with: none of {', '.join(BROWSERS)} is on the path"


CAPABILITIES: dict[str, Callable[[], str]] = {
    "postgres": cache(_without_postgres),
    "prefect": cache(_without_prefect),
    "browser": cache(_without_browser),
}


def browser_path() -> str | None:
    """The Chromium of this machine, which Playwright drives instead of one of its own."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def pytest_configure() -> None:
    """A misspelt requirement would silently require nothing."""
    if unknown := required() - CAPABILITIES.keys():
        raise pytest.UsageError(
            f"ONEPLAN_TEST_REQUIRE names {', '.join(sorted(unknown))}; known: {', '.join(CAPABILITIES)}"
        )


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        for name in GROUPED:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.xdist_group(name))
                if item.config.getoption("loadgroup", False):
                    _name_group(item, name)


def _name_group(item: Any, name: str) -> None:
    """Put the group behind the test's id, where the scheduler looks: pytest-xdist 3.8 does not reach the ids of pytest 9.2."""
    if hasattr(item, "_id"):
        item._id = type(item._id).parse(f"{item.nodeid}@{name}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, without in CAPABILITIES.items():
        if item.get_closest_marker(name) and (why := without()):
            if name in required():
                pytest.fail(why, pytrace=False)
            pytest.skip(why)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """What pytest-playwright starts: the browser of the machine."""
    return {**browser_type_launch_args, "executable_path": browser_path()}


@pytest.fixture(scope="session")
def postgres_office() -> Iterator[Kept]:
    """The office of the nagging tests on PostgreSQL, for all tests one after the other."""
    from tests.jobs.conftest import furnish  # what it needs is slow to import, and most tests do without

    with empty_postgres() as database:
        database.upgrade()
        furnish(database)
        yield Kept(database)
