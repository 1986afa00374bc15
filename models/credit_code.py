"""The unified social credit code (统一社会信用代码) and its check digit, as GB 32100-2015 defines them."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # 31 characters: I, O, S, V and Z are left out
LENGTH = 18
_WEIGHTS = tuple(3**place % 31 for place in range(LENGTH - 1))


def check_digit(body: str) -> str:
    """The 18th character belonging to the first seventeen. Raises ValueError for a character outside the alphabet."""
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def tidy(text: str) -> str:
    """The code as typed by people: full-width letters, blanks and lower case put right."""
    half_width = "".join(chr(ord(char) - 0xFEE0) if 0xFF01 <= ord(char) <= 0xFF5E else char for char in text)
    return "".join(half_width.split()).upper()


def is_valid(code: str) -> bool:
    """Whether ``code`` has eighteen allowed characters and the right check digit."""
    if len(code) != LENGTH or any(char not in ALPHABET for char in code):
        return False
    return check_digit(code[:-1]) == code[-1]
