"""What 我的工作 is narrowed to, as its address says it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from urllib.parse import urlencode

from store.worklist import Group, Wanted

CASES = "cases"


@dataclass(frozen=True, slots=True)
class WorkFilters:
    """A group, the day something is due ``on``, a stage; ``whose`` is empty for one's own steps, `CASES` for all steps of the
    cases one coordinates too; ``at`` is the row that is unfolded. What the address says and nobody knows is left out."""

    show: str = ""
    on: str = ""
    stage: str = ""
    whose: str = ""
    at: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "WorkFilters":
        """What the address says."""
        show, on, whose = (asked.get(name, "") for name in ("show", "on", "whose"))
        return cls(
            show=show if show in set(Group) else "",
            on=on if _day(on) else "",
            stage=asked.get("stage", ""),
            whose=whose if whose == CASES else "",
            at=asked.get("at", ""),
        )

    @property
    def is_one_list(self) -> bool:
        """Whether it is one list in pages, not the beginning of every group."""
        return bool(self.show or self.on)

    def wanted(self, of: Wanted, login: str) -> Wanted:
        """``of`` narrowed to this."""
        return replace(
            self.around(of, login), group=Group(self.show) if self.show else None, on=_day(self.on) if self.on else None
        )

    def around(self, of: Wanted, login: str) -> Wanted:
        """What the tiles and the days ahead count: the same, whatever group or day is chosen."""
        return replace(of, stage=self.stage, coordinates=login if self.whose else "")

    def href(self, **changes: str) -> str:
        """The address of the page with some of it changed, and every row folded unless one is named."""
        said = {name: value for name, value in {**asdict(self), "at": "", **changes}.items() if value}
        return f"/?{urlencode(said)}" if said else "/"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
