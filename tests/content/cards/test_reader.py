from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.cards.model import CardKind, Item
from content.cards.reader import Home, examine, examine_text
from tests.content.cards.conftest import Read

VIDEO = 'title: T\nvideo: {url: "https://v.example.org"}'


@pytest.mark.parametrize(
    ("fields", "body", "kind"),
    [
        (VIDEO, "", CardKind.VIDEO),
        (VIDEO, "- [ ] a\n", CardKind.VIDEO),
        ("title: T", "1. x\n\n- [ ] a\n", CardKind.CHECKLIST),
        ("title: T", "1. x\n", CardKind.GUIDE),
        ("title: T", "- a\n  1. x\n", CardKind.NOTE),
        ("title: T", "| a | b |\n|---|---|\n| 1 | 2 |\n", CardKind.NOTE),
    ],
)
def test_the_content_tells_the_kind(read: Read, fields: str, body: str, kind: CardKind) -> None:
    reading = read(fields, body)
    assert reading.card
    assert reading.card.kind is kind


def test_a_card_knows_where_it_comes_from(read: Read, root: Path) -> None:
    card = read(name="pay/release.md").card
    assert card
    assert (card.id, card.file, card.root) == ("desk/pay/release", "cards/pay/release.md", root)
    assert (card.bundle, card.bundle_title) == ("desk", "Desk")


def test_how_long_a_required_card_stays_done(read: Read) -> None:
    card = read("title: T\nrequired: before-task\nvalid: 1 year", "- [ ] a\n").card
    assert card
    assert card.valid == "1 year"
    plain = read("title: T").card
    assert plain
    assert plain.valid == ""


def test_a_text_is_read_as_the_file_it_is_going_to_be(read: Read, home: Home) -> None:
    text = "---\ntitle: T\nminutes: x\n---\n- [ ] a\n"
    assert examine_text(text, "cards/pay/a.md", home) == read(raw=text.encode(), name="pay/a.md")


def test_reading_twice_gives_equal_cards(read: Read) -> None:
    assert read("title: T", "- [ ] a\n- [ ] a\n") == read("title: T", "- [ ] a\n- [ ] a\n")


pieces = st.lists(
    st.sampled_from(
        ["- [ ] a\n", "  - [x] b\n", "1. c\n", "   d\n", "\n", "> ", "```\n", "    e\n", "* ", "\t", "- ",
         "[ ] ",
         "| a | b |\n|---|---|\n", "# h\n", "<b>", "![x](y)", "[r]: z\n", "[r]", "&colon;", "\\", "2) f\n",
         "---\n",
         "title: T\n", "when: {app: a}\n", "audience: {os: x}\n", "é", "\0", "\u2028", "\r\n"]
    ),
    max_size=25,
).map("".join)  # fmt: skip
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@quick
@given(st.one_of(st.binary(), pieces.map(str.encode), pieces.map(lambda t: b"---\n" + t.encode())))
def test_no_file_makes_the_reader_raise_anything_else(root: Path, home: Home, data: bytes) -> None:
    file = root / "cards" / "x.md"
    file.write_bytes(data)
    reading = examine("cards/x.md", home)
    assert reading.card or reading.problems
    lines = len(data.splitlines()) + data.count(b"\r") + 2
    assert all(p.message and p.remedy and 0 <= p.line <= lines for p in reading.problems)


@quick
@given(pieces)
def test_the_keys_of_a_card_are_unique_and_every_part_says_something(
    root: Path, home: Home, body: str
) -> None:
    file = root / "cards" / "x.md"
    file.write_text("---\ntitle: T\n---\n" + body, newline="")
    card = examine("cards/x.md", home).card
    if card:
        keys = [part.key for part in card.parts if isinstance(part, Item)]
        assert len(keys) == len(set(keys))
        assert [step.number for step in card.steps] == list(range(1, len(card.steps) + 1))


item_words = st.text("abcdefg ", min_size=1, max_size=12).map(str.strip).filter(bool)


@quick
@given(st.lists(item_words, min_size=1, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_keys_survive_any_reordering(root: Path, home: Home, items: list[str], random: object) -> None:
    def keys(order: list[str]) -> dict[str, str]:
        file = root / "cards" / "x.md"
        file.write_text("---\ntitle: T\n---\n" + "".join(f"- [ ] {text}\n" for text in order))
        card = examine("cards/x.md", home).card
        assert card
        return {item.text: item.key for item in card.items}

    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert keys(items) == keys(shuffled)


@pytest.mark.parametrize(
    "fields",
    [
        "title: |\n  T\n",
        'title: "T\\n"',
        VIDEO.replace("}", ', length: "1:00\\n"}'),
        'title: T\nlanguage: "en\\n"',
    ],
)
def test_a_value_of_one_line_has_no_line_end(read: Read, fields: str) -> None:
    (problem,) = read(fields).problems
    assert problem.name == "wrong-value"
    assert "\n" not in str(problem)


@pytest.mark.parametrize("url", ["https://[::1", "https://a\u2100b.example/"])
def test_a_video_is_at_an_address_that_can_be_opened(read: Read, url: str) -> None:
    reading = read(VIDEO.replace("https://v.example.org", url))
    assert [(problem.name, problem.field) for problem in reading.problems] == [("wrong-value", "video.url")]
    assert reading.card is None
