from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.bundles.diff import diff
from content.bundles.diff_model import BundleDiff, CardName, FieldChange, Line, LineChange
from content.bundles.model import Bundle
from content.bundles.reader import read_bundle
from content.cards.model import Card, CardKind, Item, Prose
from triggers.context import Context
from triggers.rules.model import Field, Kind
from triggers.rules.model import Test as Condition

EXCEL, WRITER = Context("excel", title="Run 12"), Context("winword", title="Run 12")

Version = Callable[[dict[str, str]], Bundle]


@pytest.fixture
def version(tmp_path: Path) -> Version:
    """A bundle with these cards, each "fields | text"."""
    number = iter(range(9))

    def write(cards: dict[str, str]) -> Bundle:
        folder = tmp_path / str(next(number))
        (folder / "cards").mkdir(parents=True)
        manifest = 'id: desk\nversion: "1"\ntitle: Desk\npublisher: Us\n'
        (folder / "bundle.yaml").write_text(manifest, encoding="utf-8")
        for name, card in cards.items():
            fields, _, text = card.partition("|")
            (folder / "cards" / f"{name}.md").write_text(f"---\n{fields}\n---\n{text}\n", encoding="utf-8")
        return read_bundle(folder)

    return write


def compare(old: Bundle, new: Bundle) -> BundleDiff:
    return diff(old, new, [EXCEL, WRITER])


def test_new_and_gone_cards_say_where_that_shows(version: Version) -> None:
    found = compare(
        version({"a": "title: A\nwhen: {app: excel}|Text."}),
        version({"b": "title: B\nwhen: {app: winword}|Other."}),
    )

    assert [(change.card, change.now_for) for change in found.added] == [(CardName("b", "B"), (WRITER,))]
    assert [(change.card, change.no_longer_for) for change in found.gone] == [(CardName("a", "A"), (EXCEL,))]
    assert (found.renamed, found.changed) == ((), ())


def test_a_card_under_another_name_is_renamed_and_compared(version: Version) -> None:
    found = compare(
        version({"a": "title: A\nowner: Ann|Text."}), version({"b": "title: A\nowner: Bea|Text."})
    )

    assert found.renamed == ((CardName("a", "A"), CardName("b", "A")),)
    assert (found.added, found.gone) == ((), ())
    assert found.changed[0].fields == (FieldChange("owner", "Ann", "Bea"),)


def test_one_of_two_equal_cards_is_renamed_only_once(version: Version) -> None:
    found = compare(version({"a": "title: A|Text.", "b": "title: A|Text."}), version({"c": "title: A|Text."}))

    assert (len(found.renamed), len(found.gone), len(found.added)) == (1, 1, 0)


def test_changed_lines_are_told_apart_from_new_and_gone_ones(version: Version) -> None:
    found = compare(
        version({"a": "title: A|- [ ] The value date is a banking day\n- [ ] Signed\n- [ ] Sent"}),
        version({"a": "title: A|- [ ] The value day is a banking day\n- [ ] Sent\n- [ ] Filed away"}),
    )

    was, now = Line("item", "The value date is a banking day"), Line("item", "The value day is a banking day")
    assert found.changed[0].lines == (
        LineChange(was, now),
        LineChange(Line("item", "Signed"), None),
        LineChange(None, Line("item", "Filed away")),
    )


def test_another_link_changes_no_word(version: Version) -> None:
    found = compare(
        version({"a": "title: A|See [it](https://example.org/1)."}),
        version({"a": "title: A|See [it](https://example.org/2)."}),
    )

    assert found.changed[0].only_form
    assert found.changed[0].lines == ()


@pytest.mark.parametrize(
    ("old", "new", "rule", "now_for", "no_longer_for"),
    [
        ("when: {app: excel}", "when: {app: [excel, winword]}", "changed", (WRITER,), ()),
        ("when: {app: excel}", "when: {app: excel, title: Other}", "changed", (), (EXCEL,)),
        ("when: {app: excel}", 'when: {app: excel, title: "*1*"}', "changed", (), ()),
        ("owner: x", "when: {app: excel}\nowner: x", "new", (EXCEL,), ()),
        ("when: {app: excel}", "owner: ''", "gone", (), (EXCEL,)),
    ],
)
def test_a_rule_is_told_by_its_windows(
    version: Version,
    old: str,
    new: str,
    rule: str,
    now_for: tuple[Context, ...],
    no_longer_for: tuple[Context, ...],
) -> None:
    (change,) = compare(
        version({"a": f"title: A\n{old}|Text."}), version({"a": f"title: A\n{new}|Text."})
    ).changed

    assert (change.rule, change.now_for, change.no_longer_for) == (rule, now_for, no_longer_for)


def test_another_order_is_told_once_for_all_its_windows(version: Version) -> None:
    cards = {"a": "title: A\nwhen: {title: Run*}|A.", "b": "title: B\nwhen: {title: Run*}|B."}
    found = compare(version(cards), version({**cards, "b": f"priority: 9\n{cards['b']}"}))

    (order,) = found.reordered
    assert (order.windows, order.old, order.new) == ((EXCEL, WRITER), ("a", "b"), ("b", "a"))
    assert found.changed[0].fields == (FieldChange("priority", "0", "9"),)


LINES = st.lists(st.sampled_from(["Pay", "Pay now", "Sign", "Send it"]), max_size=5)
VERSIONS = st.dictionaries(
    st.sampled_from("abc"), st.tuples(LINES, st.sampled_from(["", "excel"])), max_size=3
)


def made(cards: dict[str, tuple[list[str], str]]) -> Bundle:
    def card(name: str, lines: list[str], app: str) -> Card:
        parts = [
            Item(f"{n}", line, line) if line != "Sign" else Prose(line, line) for n, line in enumerate(lines)
        ]
        when = Condition(Field.APP, Kind.GLOB, (app,)) if app else None
        title, file = f"Card {len(lines)}", f"cards/{name}.md"
        return Card(f"d/{name}", title, CardKind.NOTE, tuple(parts), "d", "D", file, Path(), when)

    held = tuple(card(name, *content) for name, content in sorted(cards.items()))
    return Bundle("d", "1", "D", "Us", ("en",), Path(), held, ())


@given(VERSIONS, VERSIONS)
@settings(max_examples=80, deadline=None)
def test_every_card_is_accounted_for_both_ways(
    old: dict[str, tuple[list[str], str]], new: dict[str, tuple[list[str], str]]
) -> None:
    there, back = compare(made(old), made(new)), compare(made(new), made(old))

    assert compare(made(old), made(old)).is_empty
    assert there.is_empty == (old == new)
    assert len(old) - len(there.gone) == len(new) - len(there.added)
    assert {change.card for change in there.added} == {change.card for change in back.gone}
    for change in there.changed:
        assert len([line for line in change.lines if line.old == line.new]) == 0
