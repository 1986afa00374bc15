"""The rulebook (规则库) as files: read a directory of YAML, tell for each mistake file, line and what is allowed.

One folder per kind, one file per definition, named as the definition. Shape only: meaning is checked by `cases.lint`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from models.definitions import KINDS, Definition
from models.definitions.story import Story
from models.nearest import nearest
from models.refusals import Invalid, Reason
from models.rulebook import Rulebook
from store.marked_yaml import Mark, Marked, Place
from store.marked_yaml import read as read_yaml
from store.misfits import misfits

FOLDERS: Mapping[str, str] = {
    "regimes": "regime",
    "standards": "standard",
    "processes": "process",
    "ladders": "ladder",
    "calendars": "calendar",
    "manners": "manners",
    "remedies": "remedies",
    "mappings": "mapping",
    "wordings": "wording",
    "problems": "problems",
    "engagements": "engagements",
}
STORIES = "tests"


@dataclass(frozen=True, slots=True)
class Source:
    """One file that was read: its place below the directory, and where everything in it stands."""

    place: str
    marked: Marked

    def line(self, path: Place) -> Mark:
        """Where ``path`` stands, or, if nothing stands there, the nearest place around it."""
        while path:
            if mark := self.marked.keys.get(path) or self.marked.values.get(path):
                return mark
            path = path[:-1]
        return Mark(1, 1)


@dataclass(frozen=True, slots=True)
class Library:
    """A rulebook together with the files it was read from, and the tests it carries."""

    rulebook: Rulebook
    stories: Mapping[str, Story] = field(default_factory=dict)
    sources: Mapping[tuple[str, str], Source] = field(default_factory=dict)

    def locate(self, kind: str, key: str, path: Place = ()) -> str:
        """The file and line of a place in a definition: ``processes/aeo-advanced.yaml:12``."""
        source = self.sources.get((kind, key))
        return f"{source.place}:{source.line(path).line}" if source else ""


def read(directory: Path) -> Rulebook:
    """The definitions below ``directory``. Raises Invalid with a reason for every mistake in every file."""
    return open_library(directory).rulebook


def open_library(directory: Path) -> Library:
    """The definitions and the tests below ``directory``, with their places. Raises Invalid with all mistakes."""
    reasons: list[Reason] = list(_strays(directory))
    definitions: dict[str, dict[str, Any]] = {folder: {} for folder in FOLDERS}
    stories: dict[str, Story] = {}
    sources: dict[tuple[str, str], Source] = {}
    for folder, file in _files(directory):
        kind, model = FOLDERS.get(folder, "story"), _model(folder)
        source = Source(f"{folder}/{file.name}", read_yaml(_bytes(file)))
        found, mistakes = _parse(source, model, file.stem)
        reasons += mistakes
        if isinstance(found, Definition):
            definitions[folder][found.key] = found
        elif isinstance(found, Story):
            stories[found.story] = found
        sources[(kind, file.stem)] = source
    if not sources and not reasons:
        reasons.append(Reason("rulebook.nothing", {"directory": directory.name, "folders": ", ".join(FOLDERS)}))
    if reasons:
        raise Invalid(*reasons)
    return Library(Rulebook(**definitions), stories, sources)


def read_one(kind: str, key: str, text: str) -> tuple[Definition, Source]:
    """One definition as it would stand in the file named ``key``. Raises Invalid with a reason for every mistake."""
    folder = next(folder for folder, one in FOLDERS.items() if one == kind)
    source = Source(f"{folder}/{key}.yaml", read_yaml(text.encode()))
    found, mistakes = _parse(source, KINDS[kind], key)
    if not isinstance(found, Definition):
        raise Invalid(*mistakes)
    return found, source


def _model(folder: str) -> type[BaseModel]:
    return Story if folder == STORIES else KINDS[FOLDERS[folder]]


def _files(directory: Path) -> Iterator[tuple[str, Path]]:
    for folder in (*FOLDERS, STORIES):
        for file in sorted((directory / folder).glob("*.yaml")):
            if file.is_file():
                yield folder, file


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Invalid(Reason("rulebook.unreadable", {"why": error.strerror or str(error)}, where=file.name)) from error


def _strays(directory: Path) -> Iterator[Reason]:
    """Files that would be passed over in silence, though somebody surely meant them."""
    if not directory.is_dir():
        yield Reason("rulebook.no_directory", {"directory": str(directory)})
        return
    known = [*FOLDERS, STORIES]
    for folder in sorted(one for one in directory.iterdir() if one.is_dir()):
        if folder.name in known:
            endings = (one for one in sorted(folder.iterdir()) if one.suffix.lower() in {".yml", ".json"})
            yield from (Reason("rulebook.ending", {"name": one.name}, f"{folder.name}/{one.name}") for one in endings)
        elif any(folder.glob("*.y*ml")):
            close = nearest(folder.name, known)
            yield Reason(
                "rulebook.folder", {"name": folder.name, "nearest": close, "allowed": ", ".join(known)}, folder.name
            )


def _parse(source: Source, model: type[BaseModel], stem: str) -> tuple[BaseModel | None, list[Reason]]:
    """The definition, or every reason why there is none. A file that is not even YAML is not looked at any further."""
    marked = source.marked
    mistakes = [_placed(source, mark, reason) for mark, reason in marked.reasons]
    if mistakes:
        return None, mistakes
    if not isinstance(marked.data, dict):
        return None, [_placed(source, Mark(1, 1), Reason("rulebook.no_mapping"))]
    found, misfit = _validated(model, marked.data)
    explained = {path for path, reason in misfit if reason.code == "rulebook.comma"}
    empty = [
        (path, Reason("rulebook.empty", {"field": str(path[-1])})) for path in marked.empty if path not in explained
    ]
    silent = {path for path, _ in empty}
    everything = [*empty, *((path, reason) for path, reason in misfit if path not in silent)]
    everything += _named_otherwise(found, stem)
    return (None if everything else found), _in_order(source, everything)


def _validated(model: type[BaseModel], data: Any) -> tuple[BaseModel | None, list[tuple[Place, Reason]]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, list(misfits(error, model, data))


def _named_otherwise(found: BaseModel | None, stem: str) -> Iterable[tuple[Place, Reason]]:
    """A definition is named as its file, so that it is found where one looks for it."""
    if found is None:
        return
    if isinstance(found, Definition):
        kind, name = type(found).__name__.removesuffix("Definition").lower(), found.key
    else:
        kind, name = "story", str(getattr(found, "story", stem))
    if name != stem:
        yield (kind,), Reason("rulebook.file_name", {"name": name, "file": stem})


def _in_order(source: Source, mistakes: Iterable[tuple[Place, Reason]]) -> list[Reason]:
    """The mistakes as they stand in the file, each said once."""
    placed = sorted(
        ((source.line(path), reason) for path, reason in mistakes), key=lambda one: (one[0].line, one[0].column)
    )
    reasons: list[Reason] = []
    for mark, reason in placed:
        if (one := _placed(source, mark, reason)) not in reasons:
            reasons.append(one)
    return reasons


def _placed(source: Source, mark: Mark, reason: Reason) -> Reason:
    return Reason(reason.code, {**reason.values, "column": mark.column}, where=f"{source.place}:{mark.line}")
