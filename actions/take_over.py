"""Take over a running case (接管) from paper or another system.

Who may: supervisors for their site, and the host.
From where: an enterprise on the roster of the site.
Needs: the process, the stage it is in and since when, a coordinator; milestones and facts as far as they are known.
Changes: the case stands in that stage; earlier stages are over. Its steps open today: what is due by now is asked for,
    nothing that was missed before is reminded of.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.open_case import begin, put
from actions.surroundings import surroundings
from cases.transitions.opening import Story
from cases.transitions.opening import take_over as decide
from models.acts import Done
from models.people import Person


def take_over(
    tx: Connection,
    *,
    site: str,
    enterprise: str,
    process: str,
    stage: str,
    since: date,
    coordinator: str,
    actor: Person,
    now: datetime,
    zone: ZoneInfo,
    liaison: str | None = None,
    supervisor: str | None = None,
    opened_on: date | None = None,
    facts: Mapping[str, Any] | None = None,
    milestones: Mapping[str, date] | None = None,
) -> Done:
    """Take a case over in ``stage``, entered on ``since``. Raises Missing or Refused with all reasons."""
    around = surroundings(tx, site, actor, now, zone=zone, enterprise=enterprise)
    beginning = begin(
        tx,
        around,
        site=site,
        enterprise=enterprise,
        process=process,
        coordinator=coordinator,
        liaison=liaison,
        supervisor=supervisor,
    )
    story = Story(stage, since, opened_on, facts or {}, milestones or {})
    fresh, changes = decide(beginning, story, around.occasion)
    return put(tx, "take-over", fresh, changes, around)
