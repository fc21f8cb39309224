"""What travels between processes comes out as it went in, and nothing but our own values ever does."""

from __future__ import annotations

import datetime as dt
import gc
import pickle
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.audience.others import NO_OTHERS, Others
from content.bundles.builtin import accounts_team, starter
from content.bundles.reader import read_bundle
from content.library.packing import Contents, PackingError, all_kept, pack, unpack
from content.problems import ContentError, Problem

EVERY_FIELD = """---
title: T
when:
  - {app: a, title: "*b*", not: {title_re: "c+"}}
  - {context: x, url: "https://example.org/*"}
not_when: {class: d}
required: before-task
reset: never
loudness: badge
review_by: 2027-01-31
audience: {os: [linux, macos], roles: x, languages: de}
minutes: 1.5
colour: red
video: {url: "https://example.org/v", length: "1:45"}
---
Text.

- [ ] item
"""


@pytest.fixture
def contents(tmp_path: Path) -> Contents:
    """Something of every class that a bundle can hold."""
    (tmp_path / "b" / "cards").mkdir(parents=True)
    (tmp_path / "b" / "bundle.yaml").write_text('id: b\nversion: "1"\ntitle: B\npublisher: U\n')
    (tmp_path / "b" / "contexts.yaml").write_text("x: {app: y}\n")
    (tmp_path / "b" / "cards" / "a.md").write_text(EVERY_FIELD)
    (tmp_path / "b" / "cards" / "g.md").write_text("---\ntitle: G\n---\n1. step\n")
    bundles = tuple(read_bundle(folder) for folder in (tmp_path / "b", starter(), accounts_team()))
    assert bundles[0].cards[0].when
    problem = Problem("a", 1, "", "is odd", "change it")
    return Contents(bundles, (problem,), Others({"b/x": "not for you"}, ("r",), ("en",)))


def test_what_is_packed_comes_out_again(contents: Contents) -> None:
    assert unpack(pack(contents), Contents) == contents


@dataclass
class Stranger:
    name: str = "x"


class Thief:
    """Pickled, it asks for a call when it is unpickled."""

    def __init__(self, call: object, *arguments: object) -> None:
        self.asked = (call, arguments)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.asked


def test_nothing_else_comes_out_whatever_the_bytes_say(tmp_path: Path) -> None:
    loot = tmp_path / "loot"
    empty = Contents((), (), NO_OTHERS)
    for stranger in (
        Stranger(),
        Thief(Path.touch, loot),
        Thief(open, str(loot), "w"),
        Thief(eval, f"open({str(loot)!r}, 'w')"),
        Thief(getattr, Path, "touch"),
        dt.timedelta(1),
        ContentError([]),
    ):
        with pytest.raises(PackingError, match="has no place in it"):
            unpack(pickle.dumps(replace(empty, problems=(stranger,))), Contents)  # type: ignore[arg-type]
    assert not loot.exists()


@pytest.mark.parametrize("value", ["cards", [], None, Problem("a", 1, "", "b", "c")])
def test_other_values_are_no_contents(value: object) -> None:
    with pytest.raises(PackingError, match="something else"):
        unpack(pickle.dumps(value), Contents)


# Python's own unpickler may leave a bytearray half made, and complains to nobody when it goes.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@settings(deadline=None, max_examples=150)
@given(st.data())
def test_damage_is_called_so(data: st.DataObject) -> None:
    good = pack(Contents((), (Problem("a", 1, "", "b", "c"),), Others({"x": "y"})))
    at = data.draw(st.integers(0, len(good) - 1))
    piece = data.draw(st.binary(max_size=4))
    try:
        found = unpack(good[:at] + piece + good[at + len(piece) :], Contents)
    except PackingError:
        return
    assert isinstance(found, Contents)


def test_the_search_for_garbage_goes_on_afterwards() -> None:
    def fail() -> None:
        with all_kept():
            assert not gc.isenabled()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert gc.isenabled()
    gc.disable()
    with all_kept():
        pass
    assert not gc.isenabled()
    gc.enable()
