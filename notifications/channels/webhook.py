"""Webhook: a signed request to a system of one's own, an SMS gateway for example (docs/channels.md)."""

import hashlib
import hmac
import json
from dataclasses import dataclass

from notifications.channels import Envelope, http
from notifications.channels.targets import public_address


@dataclass(frozen=True, slots=True)
class WebhookCarrier:
    """Posts to the URL that is somebody's address; into private networks only where the host ``allows_private`` targets."""

    allows_private: bool

    def carry(self, envelope: Envelope) -> None:
        """Deliver one letter. Raises DeliveryError; 429 and 5xx may pass, other refusals and redirects will not."""
        body = _body(envelope)
        stamp = str(int(envelope.at.timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": envelope.idempotency_key,
            "X-Oneplan-Timestamp": stamp,
            "X-Oneplan-Signature": f"sha256={signature(envelope.secret, stamp, body)}",
        }
        connect_to = "" if self.allows_private else public_address(envelope.to)
        http.post(envelope.to, body, headers, connect_to=connect_to).require_success(envelope.at)


def signature(secret: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 of timestamp, a dot and the body, in hexadecimal."""
    return hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


def _body(envelope: Envelope) -> bytes:
    letter = envelope.letter
    document = {
        "key": envelope.idempotency_key,
        "at": envelope.at.isoformat(timespec="seconds"),
        "repeated": envelope.repeated,
        "subject": letter.heading,
        "url": letter.url,
        "messages": [{"key": one.key, "case": one.case, "text": one.text, "url": one.url} for one in letter.briefs],
    }
    return json.dumps(document, ensure_ascii=False).encode()
