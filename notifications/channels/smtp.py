"""E-mail over SMTP: one recipient a letter, the same Message-ID whenever it is sent again."""

import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from urllib.parse import unquote, urlsplit

from notifications.channels import DeliveryError, Envelope

TIMEOUT = 20  # seconds for each answer of the server
KEY_HEADER = "X-Oneplan-Key"


class _OneLine(UnstructuredHeader, BaseHeader):
    """A header for programs: never folded, since some readers keep the blank that folding puts before the value."""

    def fold(self, *, policy: Policy) -> str:
        """Name and value on one line, as long as it is."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type(KEY_HEADER, _OneLine)
_POLICY = SMTP.clone(header_factory=_HEADERS)


@dataclass(frozen=True, slots=True)
class SmtpCarrier:
    """A mail server: ``smtp://user:password@host:port`` (STARTTLS when offered) or ``smtps://``."""

    url: str
    sender: str

    def carry(self, envelope: Envelope) -> None:
        """Deliver one letter. Raises DeliveryError.

        Permanent is a 5xx answer about the receiver or the letter; one about the sender is the house's own matter, not theirs.
        """
        try:
            mail = _mail(envelope, self.sender)
        except ValueError as error:  # an address that is none
            raise DeliveryError(f"{envelope.to}: {error}", permanent=True) from error
        try:
            with _connect(self.url) as server:
                server.send_message(mail, to_addrs=[envelope.to])
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise DeliveryError(f"{code} {_text(answer)}", permanent=code >= 500) from error
        except smtplib.SMTPDataError as error:
            raise DeliveryError(
                f"{error.smtp_code} {_text(error.smtp_error)}", permanent=error.smtp_code >= 500
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryError(str(error) or type(error).__name__, permanent=False) from error


def _connect(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    server = _open(parts.scheme, parts.hostname or "localhost", parts.port)
    try:
        server.ehlo()
        if parts.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _open(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=ssl.create_default_context())
    return smtplib.SMTP(host, port or 25, timeout=TIMEOUT)


def _mail(envelope: Envelope, sender: str) -> EmailMessage:
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address("一企一策 oneplan", addr_spec=sender)
    mail["To"] = Address(addr_spec=envelope.to)
    mail["Subject"] = envelope.letter.subject
    mail["Date"] = envelope.at
    mail["Message-ID"] = envelope.message_id
    mail["Auto-Submitted"] = "auto-generated"
    for key in envelope.keys:
        mail[KEY_HEADER] = key
    if envelope.repeated:
        mail["X-Oneplan-Repeated"] = "yes"
    mail.set_content(envelope.letter.text)
    mail.add_alternative(envelope.letter.html, subtype="html")
    return mail


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
