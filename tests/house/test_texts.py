"""Texts: every reason has its sentence, every text a user reads is there in both languages."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from cases import rights
from config import words
from config.i18n import catalogue
from config.sentences import SENTENCES

ROOT = Path(__file__).parents[2]
ROOMS = ("actions", "cases", "cli", "config", "documents", "flows", "jobs", "models", "notifications", "store", "web")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2), "gettext": None, "ngettext": (1, 2)}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACE = re.compile(r"{(\w+?)(?:_zh|_en)?[}:!]")  # {title_zh} becomes {title_en}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def reason_codes() -> Iterator[tuple[str, str]]:
    """Every code written down where a reason is made; those of the rulebook's reading and checking wherever they stand."""
    for path, module in modules():
        for node in ast.walk(module):
            match node:
                case ast.Call(func=ast.Name(id="Reason"), args=[ast.Constant(value=str(code)), *_]):
                    yield code, f"{path}:{node.lineno}"
                case ast.Call(func=ast.Name(id="misfit"), args=[ast.Constant(value=str(code)), *_]):
                    yield f"rulebook.{code}", f"{path}:{node.lineno}"
                case ast.Constant(value=str(code)) if re.fullmatch(r"(rulebook|lint)\.[a-z_]+", code):
                    yield code, f"{path}:{node.lineno}"


def texts() -> Iterator[tuple[str, str]]:
    """Every text marked for translation, and the help of every command."""
    for room in ("cli", "config", "web"):
        for name, line, message, *_ in extract_from_dir(str(ROOT / room), METHODS, keywords=KEYWORDS):
            yield (message if isinstance(message, str) else message[0]), f"{room}/{name}:{line}"
    for path, module in modules():
        for node in ast.walk(module):
            if (
                path.parts[0] == "cli"
                and isinstance(node, ast.FunctionDef)
                and CHINESE.search(ast.get_docstring(node) or "")
            ):
                yield inspect.cleandoc(ast.get_docstring(node) or ""), f"{path}:{node.lineno}"


def test_no_text_hides_in_an_f_string_where_the_extractor_does_not_look() -> None:
    hidden = [
        f"{path}:{node.lineno}"
        for path, module in modules()
        for joined in ast.walk(module)
        if isinstance(joined, ast.JoinedStr)
        for node in ast.walk(joined)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS
    ]

    assert hidden == []


def test_every_reason_has_a_sentence() -> None:
    unworded = {code: where for code, where in reason_codes() if code not in SENTENCES}

    assert unworded == {}


def test_every_act_that_somebody_may_be_refused_has_a_name() -> None:
    assert [act for act in rights.ACTS if act not in words.ACTS] == []


def test_a_sentence_names_no_value_that_its_reason_lacks() -> None:
    lacking = {}
    for path, module in modules():
        for node in ast.walk(module):
            match node:
                case ast.Call(
                    func=ast.Name(id="Reason"), args=[ast.Constant(value=str(code)), ast.Dict(keys=keys), *_]
                ):
                    given = {str(key.value).removesuffix("_zh") for key in keys if isinstance(key, ast.Constant)}
                    wanted = set(PLACE.findall(SENTENCES.get(code, "")))
                    if None not in keys and not wanted <= given:
                        lacking[f"{path}:{node.lineno} {code}"] = wanted - given

    assert lacking == {}


@pytest.mark.parametrize("language", ["en"])
def test_every_text_is_there_in_both_languages(language: str) -> None:
    known = {
        str(message.id if isinstance(message.id, str) else message.id[0])
        for message in catalogue(language)
        if message.string
    }
    untranslated = {text: where for text, where in texts() if CHINESE.search(text) and text not in known}

    assert untranslated == {}


def test_a_translation_names_the_same_values() -> None:
    differing = {
        str(message.id): str(message.string)
        for message in catalogue("en")
        if isinstance(message.id, str) and set(PLACE.findall(message.id)) != set(PLACE.findall(str(message.string)))
    }

    assert differing == {}


def test_no_translation_is_for_a_text_that_is_gone() -> None:
    used = {text for text, _ in texts()}
    gone = [
        message.id
        for message in catalogue("en")
        if message.id and (message.id if isinstance(message.id, str) else message.id[0]) not in used
    ]

    assert gone == []
