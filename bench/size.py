"""How large a run is, and where its files lie."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Size:
    """``scale`` (SF) in thousands of open cases with ten open steps each; ``folder`` for SQLite's files."""

    scale: float
    folder: Path

    @property
    def cases(self) -> int:
        """How many cases lie there."""
        return round(self.scale * 1000)
