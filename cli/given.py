"""What was given beside the command's own options. Light: read even when only the help is wanted."""

from dataclasses import dataclass


@dataclass
class Given:
    """``now`` as written, empty if the real clock counts; ``as_json`` if standard output is for one document only."""

    now: str = ""
    as_json: bool = False


given = Given()
