"""The content of a definition as one canonical text, and the hash it is known by."""

import json
from hashlib import sha256

from models.definitions import Definition


def canonical(definition: Definition) -> str:
    """JSON without blanks, in the order written: the order of stages and steps is part of what a process says."""
    content = definition.model_dump(mode="json", by_alias=True)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def content_hash(definition: Definition) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return sha256(canonical(definition).encode()).hexdigest()
