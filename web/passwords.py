"""Passwords (密码): what one must be, how it is kept, and whether one is right."""

from functools import cache

from pwdlib import PasswordHash

from models.refusals import Invalid, Reason

SHORTEST = 10
_HASHER = PasswordHash.recommended()


def hashed(password: str, login: str) -> str:
    """What is kept of a new password. Raises Invalid with every reason why it is none."""
    reasons = []
    if len(password) < SHORTEST:
        reasons.append(Reason("password.short", {"least": SHORTEST}, "password"))
    if login.casefold() in password.casefold():
        reasons.append(Reason("password.login", where="password"))
    if reasons:
        raise Invalid(*reasons)
    return _HASHER.hash(password)


def is_right(password: str, stored: str) -> bool:
    """Whether it is the one kept; nothing kept (empty) takes as long to say no as a wrong password."""
    return _HASHER.verify(password, stored or _nobodys()) and bool(stored)


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")
