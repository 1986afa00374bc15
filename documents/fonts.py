"""The fonts of what is drawn: a directory somebody configured wins, the one that came with the program is surely there."""

from pathlib import Path

from noto_cjk_sans_otc import FONT_PATH

OURS = "Noto Sans CJK SC"
SHIPPED = Path(str(FONT_PATH)).parent


def directories(configured: Path | None) -> tuple[Path, ...]:
    """Where fonts are looked for."""
    return (configured, SHIPPED) if configured else (SHIPPED,)
