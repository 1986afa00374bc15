"""Logs: one JSON object a line on stderr. They are for operators and fade; what must last is in the journal."""

import logging
import sys
from functools import cached_property
from typing import Any

_PERSONAL = {"name", "email", "phone", "contact", "password", "token", "address", "answer", "text", "content"}


def set_up(level: int = logging.WARNING) -> None:
    """Send every logger's lines to stderr as JSON. Calling it again changes the level only."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)


class _Lines(logging.Formatter):
    """Reads structlog when there is a first line to write: most commands write none, and it takes a tenth of a second."""

    def format(self, record: logging.LogRecord) -> str:
        return self._formatter.format(record)

    @cached_property
    def _formatter(self) -> logging.Formatter:
        return _formatter()


def _formatter() -> logging.Formatter:
    import structlog

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _without_people,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def _without_people(_logger: Any, _method: str, event: Any) -> Any:
    """Fields that could name or reach a person stay out, whatever a caller passes."""
    return {key: value for key, value in event.items() if key not in _PERSONAL}
