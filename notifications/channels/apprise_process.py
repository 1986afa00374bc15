"""The process in which Apprise runs: reads an order on standard input, answers on standard output, knows nothing else.

Whatever Apprise connects to is looked up through one function, so that is where private networks are closed.
"""

import json
import logging
import socket
import sys
from typing import Any

import apprise

from notifications.addresses import UNUSABLE
from notifications.channels.targets import is_private


def send(url: str, title: str, body: str) -> tuple[str, bool]:
    """Why the letter was not taken and whether for good; an empty reason if it was."""
    asset = apprise.AppriseAsset(http_redirects=False)
    service = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    if service is None:
        return "not a service that Apprise knows", True
    if UNUSABLE & set(service.schemas()):  # type: ignore[no-untyped-call]
        return "a service that may not be used this way", True
    taken = bool(service.notify(body=body, title=title))
    return ("" if taken else "the service did not take it"), False


def close_private_networks() -> None:
    """From now on looking up a private address fails, whoever asks."""
    look_up = socket.getaddrinfo

    def public_only(*args: Any, **options: Any) -> Any:
        found = look_up(*args, **options)
        if any(is_private(str(one[4][0])) for one in found):
            raise socket.gaierror(socket.EAI_FAIL, "private target")
        return found

    socket.getaddrinfo = public_only


def main() -> None:
    """Read, send, answer."""
    logging.disable()
    order = json.load(sys.stdin)
    if not order["allows_private"]:
        close_private_networks()
    refused, permanent = send(order["url"], order["title"], order["body"])
    json.dump({"refused": refused, "permanent": permanent}, sys.stdout)


if __name__ == "__main__":
    main()
