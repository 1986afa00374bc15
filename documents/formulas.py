"""Text that a spreadsheet program would take for a formula: what we write is defused, what comes back is as it was.

XLSX says of each cell what it is, CSV does not: there an apostrophe in front makes it text, the way people write it themselves.
"""

import re

_MARK = "'"
# Also the full-width signs, which East Asian editions accept, and after blanks and quotes, which some programs skip.
_FORMULA = re.compile(r"[\s\u200b\ufeff'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def defused(text: str) -> str:
    """The text with a mark in front if a spreadsheet might calculate it."""
    return _MARK + text if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text `defused` was given."""
    return text[1:] if text.startswith(_MARK) and _FORMULA.match(text[1:]) else text
