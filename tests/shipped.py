"""The shipped rulebook, read once."""

from pathlib import Path

from store.rulebook import read

RULEBOOK = read(Path(__file__).parents[1] / "rulebook")
REGIMES = RULEBOOK.regimes
