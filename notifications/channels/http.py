"""One HTTP request, held to its limits: so long in all, so much of the answer, no redirects, no proxies of the environment."""

import asyncio
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from notifications.channels import DeliveryError

LIMIT = 20.0  # seconds for the whole call, however slowly it trickles
MOST = 64 * 1024  # bytes of the answer that are read


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``retry_after`` as the header has it."""

    status: int
    body: bytes
    retry_after: str = ""

    def require_success(self, now: datetime) -> None:
        """Raise DeliveryError unless it is a 2xx. 429 and 5xx may pass; a redirect is not followed, so it will not."""
        if 200 <= self.status < 300:
            return
        passes = self.status == 429 or self.status >= 500
        after = _after(self.retry_after, now) if passes else None
        raise DeliveryError(f"HTTP {self.status}", permanent=not passes, after=after)


def post(url: str, body: bytes, headers: Mapping[str, str], *, connect_to: str = "") -> Answer:
    """Send ``body`` to ``url``; ``connect_to`` is the IP address to use for its host. Raises DeliveryError, which may pass."""
    try:
        with ThreadPoolExecutor(1) as beside:  # whoever calls may be inside an event loop of their own
            return beside.submit(lambda: asyncio.run(_post(httpx.URL(url), body, headers, connect_to))).result()
    except httpx.InvalidURL as error:
        raise DeliveryError(str(error), permanent=True) from error
    except (TimeoutError, httpx.TimeoutException) as error:
        raise DeliveryError(f"no answer within {LIMIT:g} s", permanent=False) from error
    except (httpx.HTTPError, OSError) as error:
        raise DeliveryError(f"{type(error).__name__} {error}".strip(), permanent=False) from error


async def _post(url: httpx.URL, body: bytes, headers: Mapping[str, str], connect_to: str) -> Answer:
    """Asynchronous, because only a call that can be cancelled can be held to a limit in all."""
    at, extensions = url, {}
    host = url.netloc.decode()
    if connect_to:
        at, extensions = url.copy_with(host=connect_to), {"sni_hostname": url.raw_host.decode()}
    sent = {"Host": host, "User-Agent": "oneplan", "Accept-Encoding": "identity", **headers}
    async with (
        asyncio.timeout(LIMIT),
        _client() as client,
        client.stream("POST", at, content=body, headers=sent, extensions=extensions) as response,
    ):
        return Answer(response.status_code, await _beginning(response), response.headers.get("retry-after", ""))


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=ssl.create_default_context(), follow_redirects=False, trust_env=False, timeout=LIMIT
    )


async def _beginning(response: httpx.Response) -> bytes:
    read = bytearray()
    async for part in response.aiter_raw():
        read += part
        if len(read) >= MOST:
            break
    return bytes(read[:MOST])


def _after(header: str, now: datetime) -> timedelta | None:
    """Seconds or a date; whatever else it says counts as nothing said."""
    if header.strip().isdigit():
        return timedelta(seconds=min(int(header), 10**6))
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
