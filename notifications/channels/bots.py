"""What group bots (群机器人) have in common: a JSON document to an address with a key in it, and a code in the answer.

They answer HTTP 200 to what they refuse, so only the code tells. A code nobody told us of may pass: after some tries the letter is
given up all the same.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from notifications.channels import DeliveryError, http
from notifications.channels.http import Answer


def send(
    url: str, document: Mapping[str, Any], *, at: datetime, codes: tuple[str, ...], permanent: Collection[int]
) -> None:
    """Post the document. Raises DeliveryError; the answer's code, in the field of one of the names ``codes``, says if for good."""
    body = json.dumps(document, ensure_ascii=False).encode()
    answer = http.post(url, body, {"Content-Type": "application/json; charset=utf-8"})
    said = _document(answer)
    code = next((said[name] for name in codes if isinstance(said.get(name), int)), None)
    if code:
        why = said.get("errmsg") or said.get("msg") or said.get("StatusMessage") or ""
        raise DeliveryError(f"{code} {_one_line(str(why))}".strip(), permanent=code in permanent)
    answer.require_success(at)
    if code is None:
        raise DeliveryError("an answer without a code", permanent=False)


def signature(secret: str, message: str) -> str:
    """HMAC-SHA256 as Base64."""
    return base64.b64encode(hmac.new(secret.encode(), message.encode(), hashlib.sha256).digest()).decode()


def _document(answer: Answer) -> Mapping[str, Any]:
    try:
        said = json.loads(answer.body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
