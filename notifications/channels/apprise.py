"""Apprise: the long tail of services. It says that a service took a letter, not that it will bring it.

It runs in a process of its own (`apprise_process`): there a call can be ended when its time is over, nobody's proxy is asked, and
private networks are closed.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass

from notifications.channels import DeliveryError, Envelope
from notifications.channels.brief import plain

LIMIT = 30  # seconds, the start of the process included
ROOM = 4000  # bytes; each service cuts or splits what is too long for it


@dataclass(frozen=True, slots=True)
class Order:
    """What the process is asked to send."""

    url: str
    title: str
    body: str
    allows_private: bool


@dataclass(frozen=True, slots=True)
class AppriseCarrier:
    """An address is a service's URL as Apprise writes it; into private networks only where the host ``allows_private`` targets."""

    allows_private: bool

    def carry(self, envelope: Envelope) -> None:
        """Hand one letter over. Raises DeliveryError, permanent when the URL is none that may be used."""
        order = Order(envelope.to, envelope.letter.heading, plain(envelope, ROOM), self.allows_private)
        command = [sys.executable, "-I", "-m", "notifications.channels.apprise_process"]
        try:
            done = subprocess.run(
                command,
                input=json.dumps(asdict(order)).encode(),
                capture_output=True,
                timeout=LIMIT,
                env={},
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise DeliveryError(f"no answer within {LIMIT} s", permanent=False) from error
        if done.returncode:
            raise DeliveryError("the process ended early", permanent=False)
        said = json.loads(done.stdout)
        if said["refused"]:
            raise DeliveryError(said["refused"], permanent=said["permanent"])
