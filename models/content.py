"""The content of a definition as one canonical text, and the hash it is known by."""

import json
from hashlib import sha256

from models.definitions import Definition


def canonical(definition: Definition) -> str:
    """JSON with sorted keys and without blanks: the same content always gives the same text."""
    content = definition.model_dump(mode="json", by_alias=True)
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def content_hash(definition: Definition) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return sha256(canonical(definition).encode()).hexdigest()
