"""One line said once: what was just done, on the page that follows. It travels as a reason in a cookie of a minute."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from fastapi import Request, Response

from config.sentences import SENTENCES
from models.refusals import Reason

COOKIE = "oneplan_said"
SECONDS = 60


def say(response: Response, code: str, **values: Any) -> Response:
    """Let the next page say this."""
    text = json.dumps([code, values], ensure_ascii=False, separators=(",", ":"))
    packed = urlsafe_b64encode(text.encode()).decode()
    response.set_cookie(COOKIE, packed, max_age=SECONDS, httponly=True, samesite="lax", path="/")
    return response


def to_undo(said: Reason | None) -> tuple[str, int] | None:
    """The case, and its version, on which what was just done can be undone; None if it cannot."""
    told = re.fullmatch(r"([\w-]{1,24}):(\d{1,9})", str(said.values.get("undo", ""))) if said else None
    return (told[1], int(told[2])) if told else None


def said(request: Request) -> Reason | None:
    """What the page before wanted said; what is no such thing is nothing."""
    try:
        code, values = json.loads(urlsafe_b64decode(request.cookies.get(COOKIE, "")))
        return Reason(code, dict(values)) if code in SENTENCES else None
    except (ValueError, TypeError):
        return None
