"""How often a site may turn to one enterprise (无事不扰)."""

from typing import Annotated

from pydantic import Field

from models.definitions.base import Definition, Key
from models.vocabulary import Standing


class EngagementsDefinition(Definition):
    """``contacts_a_week``: visits, events and requests to one enterprise, of all departments together, from Monday to Sunday; more
    need a supervisor and a reason."""

    engagements: Key
    contacts_a_week: Annotated[int, Field(ge=1, le=50)]
    status: Standing = Standing.CONFIRMED
    source: str = ""
