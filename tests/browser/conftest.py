"""The real program with its demo site, started once, and a browser that notes what goes wrong on a page."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import ConsoleMessage, Page, Response

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 240.0  # seconds for the demo site to come to life
FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the program listens. It is what people start, in a process of its own, on an empty home."""
    home = tmp_path_factory.mktemp("demo")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {name: value for name, value in os.environ.items() if not name.startswith("ONEPLAN_")}
    with (home / "output").open("wb") as output:
        program = subprocess.Popen(
            [sys.executable, "-m", "cli.main", "up", "--port", str(port), "--demo", "--no-clock"],
            cwd=home,
            env=own | {"ONEPLAN_HOME": str(home), "PYTHONPATH": str(REPOSITORY)},
            stdout=output,
            stderr=output,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, program, home / "output")
        yield url
    finally:
        program.terminate()
        program.wait(timeout=20)


def _wait(url: str, program: subprocess.Popen[bytes], output: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and program.poll() is None:
        try:
            with urlopen(f"{url}/healthz", timeout=5):
                return
        except OSError:  # not there yet, or too busy to answer
            time.sleep(0.1)
    pytest.fail(f"the program did not start:\n{output.read_text(errors='replace')}", pytrace=False)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Without the sandbox, which a container does not allow."""
    return {**browser_type_launch_args, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """A visitor of the site: Chinese, on its clock, at a usual screen."""
    return {
        **browser_context_args,
        "base_url": base_url,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture
def page(page: Page, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Page]:
    """A page that gives up after a while, and leaves a picture where a test failed."""
    page.set_default_timeout(PATIENCE * 500)
    yield page
    if request.node.stash.get(FAILED, False):
        page.screenshot(path=tmp_path / "failed.png", full_page=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember a failure until the page goes."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of: its console, scripts that fail, answers that are errors."""
    heard: list[str] = []

    def say(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            heard.append(f"{page.url}: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            heard.append(f"{response.url}: {response.status}")

    page.on("console", say)
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.on("response", answered)
    return heard
