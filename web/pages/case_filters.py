"""What a list of cases is narrowed to, in the address, in a form, and in words."""

from dataclasses import dataclass

from starlette.datastructures import FormData, QueryParams

from config.i18n import _
from config.words import CASE_STATUS, name
from models.vocabulary import CaseStatus
from store import caselist as lists
from web.access import text


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty: not narrowed."""

    stage: str = ""
    coordinator: str = ""
    overdue: bool = False
    status: str = ""
    closed: bool = False
    search: str = ""

    def wanted(self) -> lists.Filters:
        """The same as the store asks for it."""
        return {
            "stage": self.stage or None,
            "coordinator": self.coordinator or None,
            "status": CaseStatus(self.status) if self.status else None,
            "is_late": True if self.overdue else None,
            "is_closed": self.closed,
            "search": self.search,
        }

    def in_words(self, stages: dict[str, str], names: dict[str, str]) -> list[str]:
        """What the list shows only, one after the other."""
        said = [
            stages.get(self.stage, self.stage),
            _("无协调员") if self.coordinator == lists.NOBODY else names.get(self.coordinator, self.coordinator),
            _("逾期") if self.overdue else "",
            name(CASE_STATUS, self.status),
            _("“{text}”").format(text=self.search) if self.search else "",
        ]
        return [one for one in said if one]


def filters_of(sent: FormData | QueryParams) -> Filters:
    """The filters a form, or an address, says again."""
    return Filters(
        stage=text(sent, "stage"),
        coordinator=text(sent, "coordinator"),
        overdue=text(sent, "overdue") == "true",
        status=known_status(text(sent, "status")),
        closed=text(sent, "closed") == "true",
        search=text(sent, "search"),
    )


def known_status(status: str) -> str:
    """The status, empty for what is none."""
    return status if status in set(CaseStatus) else ""
