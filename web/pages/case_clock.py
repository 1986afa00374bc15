"""责任时钟 on the case page: whose time each stay has been, and the ledger it is counted from."""

from typing import Any

from cases.naming import stage_title
from config.contract import Document
from config.words import said
from models.casefile import CaseFile


def whose_time_of(casefile: CaseFile, document: Document) -> dict[str, Any]:
    """The shares by stay, the same as the rows of a table, and every holding of every step under the step's title."""
    stays = {(one["stage"], one["round"]): one["by"] for one in document["held"]["stages"]}
    titles = {step["key"]: step["title"] for step in document["steps"]}
    return {
        "held_by": stays,
        "held_stages": [
            (f"{said(stage_title(casefile, key))}{f' {number}' if number > 1 else ''}", by)
            for (key, number), by in stays.items()
        ],
        "held_steps": [(titles[step.key], step.holdings) for step in casefile.steps if step.holdings],
    }
