"""Contacts (联系方式): whoever has no need of an enterprise's telephone and e-mail sees only enough to recognise them."""

_HIDDEN = "****"


def masked_phone(phone: str) -> str:
    """``138****5678``: of seven characters and more the first three and the last four, of fewer none."""
    return f"{phone[:3]}{_HIDDEN}{phone[-4:]}" if len(phone) > 7 else _HIDDEN if phone else ""


def masked_email(email: str) -> str:
    """``l****@example.com``: the first letter and the house."""
    name, at, house = email.partition("@")
    return f"{name[:1]}{_HIDDEN}{at}{house}" if at else _HIDDEN if email else ""
