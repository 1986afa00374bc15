"""A server that receives."""

from collections.abc import Iterator

import pytest

from tests import sink as sinks
from tests.sink import Sink


@pytest.fixture
def sink() -> Iterator[Sink]:
    with sinks.sink() as running:
        yield running
