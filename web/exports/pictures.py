"""The tables of the pictures: backlog week by week, how long stages take, how old the cases are, whose time it was."""

from collections.abc import Callable, Mapping
from datetime import date

from fastapi import APIRouter, Response

from config.i18n import _
from documents.listing import Cell
from store.stays import Durations
from web.exports.taking import Columns, TakingAlong
from web.pages.pictures import Stage, pictures_of

router = APIRouter()
Row = tuple[date | str, Mapping[str, int]]


@router.get("/pictures/backlog.{kind}")
def backlog(taking: TakingAlong, site: str = "") -> Response:
    """How many cases stood in each stage, week by week."""
    with taking.reading() as tx:
        found = pictures_of(taking.reader(tx), site)
        return taking.file(_("积压变化"), _counted(_("截至"), found.parts), found.backlog, of=site)


@router.get("/pictures/durations.{kind}")
def durations(taking: TakingAlong, site: str = "") -> Response:
    """How long stages take; where nobody left one, nothing is claimed."""
    with taking.reading() as tx:
        columns: Columns[tuple[Stage, Durations]] = {
            _("阶段"): lambda one: one[0].title,
            _("已离开"): lambda one: one[1].ended,
            _("中位日数"): lambda one: one[1].median_days if one[1].ended else None,
            _("九成在此以内"): lambda one: one[1].p90_days if one[1].ended else None,
            _("在其中"): lambda one: one[1].running,
            _("至今中位"): lambda one: one[1].running_median_days if one[1].running else None,
        }
        return taking.file(_("阶段用时"), columns, pictures_of(taking.reader(tx), site).durations, of=site)


@router.get("/pictures/ages.{kind}")
def ages(taking: TakingAlong, site: str = "") -> Response:
    """How long the open cases have been in their stage."""
    with taking.reading() as tx:
        found = pictures_of(taking.reader(tx), site)
        return taking.file(_("停留多久了"), _counted(_("停留"), found.parts), found.ages, of=site)


@router.get("/pictures/held.{kind}")
def held(taking: TakingAlong, site: str = "") -> Response:
    """In whose hands the working days of each stage were."""
    with taking.reading() as tx:
        found = pictures_of(taking.reader(tx), site)
        return taking.file(_("责任分摊"), _counted(_("阶段"), found.holders), found.held, of=site)


def _counted(first: str, parts: Mapping[str, tuple[str, str]]) -> Columns[Row]:
    """A column for the title, one for each part, and their sum."""
    numbers: Columns[Row] = {title: _of(key) for key, (_look, title) in parts.items()}
    return {first: lambda row: row[0], **numbers, _("合计"): lambda row: sum(row[1].values())}


def _of(key: str) -> Callable[[Row], Cell]:
    return lambda row: row[1].get(key, 0)
