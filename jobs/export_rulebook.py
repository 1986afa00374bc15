"""Exporting (导出): the rulebook in force as files, in the shape experts write it."""

from pathlib import Path

import yaml

from models.definitions import KINDS, Definition
from models.refusals import Invalid, Reason
from models.rulebook import Rulebook
from store.rulebook import FOLDERS


def export_rulebook(rulebook: Rulebook, directory: Path) -> list[str]:
    """Write every definition under its folder; returns the files' names. Raises Invalid unless the directory is empty."""
    if directory.exists() and any(directory.iterdir()):
        raise Invalid(Reason("export.not_empty", {"directory": str(directory)}, where=str(directory)))
    folders = {kind: folder for folder, kind in FOLDERS.items()}
    written = []
    for kind in KINDS:
        for key, definition in rulebook.of_kind(kind).items():
            file = directory / folders[kind] / f"{key}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(source_of(definition), encoding="utf-8")
            written.append(str(file.relative_to(directory)))
    return written


def source_of(definition: Definition) -> str:
    """One definition as experts write it: what goes without saying is left out, what is short stands in one line."""
    content = definition.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120, default_flow_style=None)
