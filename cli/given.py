"""The options given before the command. Light: read even when only the help is wanted."""

from dataclasses import dataclass


@dataclass
class Given:
    """``now`` as written, empty if the real clock counts."""

    now: str = ""


given = Given()
