"""Passwords (密码): what one must be, how it is kept, and whether one is right."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pwdlib import PasswordHash

from models.refusals import Invalid, Reason

SHORTEST = 10
FEWEST = 5  # different characters
WANTED = Reason("password.wanted", {"least": SHORTEST})
_HASHER = PasswordHash.recommended()
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_COMMON = ("password", "qwerty", "welcome", "admin", "letmein", "iloveyou", "woaini", "a1b2c3", "1q2w3e", "zaq12wsx")


def hashed(password: str, login: str) -> str:
    """What is kept of a new password. Raises Invalid with every reason why it is none."""
    if reasons := tuple(weaknesses(password, login)):
        raise Invalid(*reasons)
    return _HASHER.hash(password)


def weaknesses(password: str, login: str) -> Iterator[Reason]:
    """What makes a password easy to guess: short, the account in it, digits alone, few characters, a run, a word all use."""
    plain = password.casefold()
    if len(password) < SHORTEST:
        yield Reason("password.short", {"least": SHORTEST}, "password")
    if login and login.casefold() in plain:
        yield Reason("password.login", where="password")
    if password.isdecimal():
        yield Reason("password.digits", where="password")
    elif len(set(plain)) < FEWEST:
        yield Reason("password.repeats", {"fewest": FEWEST}, "password")
    elif _is_mostly_a_run(plain) or _is_mostly_common(plain):
        yield Reason("password.common", where="password")


def is_right(password: str, stored: str) -> bool:
    """Whether it is the one kept; nothing kept (empty) takes as long to say no as a wrong password."""
    return _HASHER.verify(password, stored or _nobodys()) and bool(stored)


def _is_mostly_a_run(plain: str) -> bool:
    """More than half of its steps go to the next or the last character, of the alphabet or along the keyboard, or nowhere."""
    steps = list(pairwise(plain))
    return sum(abs(ord(a) - ord(b)) <= 1 or _are_neighbours(a, b) for a, b in steps) > len(steps) / 2


def _are_neighbours(a: str, b: str) -> bool:
    return any(a + b in row or b + a in row for row in _KEYBOARD)


def _is_mostly_common(plain: str) -> bool:
    """What is left beside the words everybody uses is shorter than a password may be by itself."""
    return any(word in plain and len(plain.replace(word, "")) < FEWEST for word in _COMMON)


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")
