"""Makes the folder of a new bundle, one that works already. Not for single cards: see author/saving.py.

The texts lie in included/new/, the schemas for editors in included/schemas/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path

import msgspec

from content.bundles.builtin import included
from content.bundles.manifest import Manifest
from content.problems import ContentError, Problem
from content.short_names import short_name

_UNTIL_REVIEW = timedelta(days=182)
_NO_NAME = "my-bundle"
# What may lie in a folder that counts as empty: whoever begins with `git init` has nothing to lose there.
_NOTHING = {".git", ".DS_Store"}
_BRIEF = 60  # characters of a value that are repeated in a message
_PLACE = re.compile(r"\{\{(\w+)\}\}")
# Templates have plain names, because packages leave hidden files out.
_HIDDEN = {
    "vscode/settings.json": ".vscode/settings.json",
    "vscode/extensions.json": ".vscode/extensions.json",
    "vscode/tasks.json": ".vscode/tasks.json",
    "vscode/snippets.json": ".vscode/sidecue.code-snippets",
}
_SCHEMAS = ".sidecue/schemas"


@dataclass(frozen=True, slots=True)
class NewBundle:
    """What a new bundle is to be called; what is empty is made from the folder's name."""

    title: str = ""
    publisher: str = ""
    language: str = "en"


def make_bundle(folder: Path, wanted: NewBundle, today: date) -> list[str]:
    """Write the files of a new bundle into ``folder``, new or empty, and return their names.

    Raises ContentError when something lies there already or a value cannot be used: then nothing is written.
    Raises OSError when the disk refuses; then, too, nothing stays, and nothing is ever replaced.
    """
    manifest = _manifest(folder, wanted)
    _require_empty(folder)
    values = {
        "id": manifest.id,
        "title": _quoted(manifest.title),
        "plain_title": manifest.title,
        "publisher": _quoted(manifest.publisher),
        "language": manifest.languages[0],
        "review_by": (today + _UNTIL_REVIEW).isoformat(),
    }
    files = dict(_files(values))
    with _all_or_nothing(folder) as made:
        for name, text in files.items():
            _write(folder / name, text, made)
    return list(files)


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[list[Path]]:
    """Takes what was put into the list away again when the disk refuses. Raises OSError."""
    made: list[Path] = []
    try:
        yield made
    except OSError as error:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise OSError(error.errno, error.strerror, error.filename or str(folder)) from error


def _write(file: Path, text: str, made: list[Path]) -> None:
    missing = takewhile(lambda folder: not folder.exists(), file.parents)
    for folder in reversed(list(missing)):
        folder.mkdir()
        made.append(folder)
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        made.append(file)
        stream.write(text)


def _manifest(folder: Path, wanted: NewBundle) -> Manifest:
    name = folder.resolve().name
    words = re.sub(r"[-_\s]+", " ", name).strip()
    title = wanted.title or words[:1].upper() + words[1:] or "My bundle"
    values = {
        "id": short_name(name) or _NO_NAME,
        "version": "1.0",
        "title": title,
        "publisher": wanted.publisher or title,
        "languages": [wanted.language],
    }
    try:
        return msgspec.convert(values, Manifest)
    except msgspec.ValidationError as error:
        field = next((name for name in values if f"$.{name}" in str(error)), "title")
        remedy = (
            "write one line of up to 120 characters" if field != "languages" else "write one like en or de"
        )
        value = wanted.language if field == "languages" else str(values[field])
        what = f"cannot have {_brief(value)} as its {field.removesuffix('s')}"
        raise _refused(folder, what, remedy) from None


def _require_empty(folder: Path) -> None:
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise _refused(folder, "is a file", "name a folder that does not exist yet")
    found = sorted(entry.name for entry in folder.iterdir() if entry.name not in _NOTHING)
    if found:
        message = f"is not empty: {found[0]} is there" + (f", and {len(found) - 1} more" if found[1:] else "")
        raise _refused(folder, message, "name a folder that does not exist yet; nothing was written")


def _files(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    templates = included() / "new"
    for file in sorted(templates.rglob("*")):
        if file.is_file():
            name = file.relative_to(templates).as_posix()
            text = file.read_text(encoding="utf-8")
            is_filled = not name.startswith("vscode/")  # Visual Studio Code has places of its own
            yield _HIDDEN.get(name, name), _filled(text, values) if is_filled else text
    for file in sorted((included() / "schemas").glob("*.json")):
        yield f"{_SCHEMAS}/{file.name}", file.read_text(encoding="utf-8")


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: values[place[1]], text)


def _quoted(text: str) -> str:
    """``text`` as YAML value: in quotes unless it is made of plain words."""
    plain = re.fullmatch(r"[^\W\d_][\w ,&.()-]*", text) and text.casefold() not in ("null", "~")
    return text if plain else json.dumps(text, ensure_ascii=False)


def _brief(value: str) -> str:
    return json.dumps(value if len(value) <= _BRIEF else f"{value[:_BRIEF]}…", ensure_ascii=False)


def _refused(folder: Path, message: str, remedy: str) -> ContentError:
    return ContentError([Problem(str(folder), 0, "", message, remedy)])
