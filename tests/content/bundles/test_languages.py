"""One card in several languages: what a variant takes from the card, and who gets which."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.attention.cue import Loudness
from content.audience.person import Person
from content.bundles.languages import Family, families
from content.bundles.model import Bundle
from content.bundles.reader import read_bundle
from content.cards.model import Card, CardKind
from content.language_codes import best
from content.library.reading import read_library
from triggers.context import Context

REFUND = """---
title: Refund a customer
when: {app: soffice, title: "*refund*"}
keywords: [money]
minutes: 2
priority: 7
required: before-task
reset: visit
loudness: tab
owner: desk@example.org
audience: {roles: [sales], os: [linux, macos]}
---
- [ ] The invoice is found
- [ ] The bank details are right
"""
GERMAN = """---
title: Kunden Geld erstatten
---
- [ ] Die Rechnung liegt vor
- [ ] Die Bankverbindung stimmt
"""


def bundle(root: Path, languages: str = "[en, de, fr]", **files: str) -> Bundle:
    """A bundle of these files; "__" in their names is a dot."""
    (root / "cards").mkdir(parents=True)
    (root / "bundle.yaml").write_text(
        f'id: desk\nversion: "1"\ntitle: Desk\npublisher: Me\nlanguages: {languages}\n', encoding="utf-8"
    )
    for name, text in files.items():
        (root / "cards" / f"{name.replace('__', '.')}.md").write_text(text, encoding="utf-8")
    return read_bundle(root)


def said(read: Bundle) -> list[str]:
    return [f"{Path(problem.file).name}: {problem.name}" for problem in read.problems]


def variant(read: Bundle) -> Card:
    (card,) = read.variants
    return card


def test_a_variant_is_the_same_card_with_other_words(tmp_path: Path) -> None:
    read = bundle(tmp_path, refund=REFUND, refund__de=GERMAN)
    assert said(read) == []
    (card,), german = read.cards, variant(read)
    assert (card.language, german.language) == ("en", "de")
    assert (card.id, german.id) == ("desk/refund", "desk/refund")
    assert german.title == "Kunden Geld erstatten"
    assert [item.text for item in german.items] == ["Die Rechnung liegt vor", "Die Bankverbindung stimmt"]
    assert (german.file, german.when_file, german.when_line) == ("cards/refund.de.md", "cards/refund.md", 3)
    for name in (
        "when",
        "keywords",
        "minutes",
        "priority",
        "required",
        "reset",
        "owner",
        "roles",
        "os",
        "kind",
    ):
        assert getattr(german, name) == getattr(card, name), name
    assert german.loudness is Loudness.TAB


def test_ticks_carry_over_to_the_item_in_the_same_place(tmp_path: Path) -> None:
    read = bundle(tmp_path, refund=REFUND, refund__de=GERMAN)
    assert [item.key for item in variant(read).items] == [item.key for item in read.cards[0].items]


def test_with_another_number_of_items_ticks_are_kept_apart_and_it_is_said(tmp_path: Path) -> None:
    read = bundle(tmp_path, refund=REFUND, refund__de=f"{GERMAN}- [ ] Die Ware ist zurück\n")
    assert said(read) == ["refund.de.md: variant-items"]
    assert {item.key for item in variant(read).items}.isdisjoint(item.key for item in read.cards[0].items)


def test_a_variant_may_state_fields_of_its_own(tmp_path: Path) -> None:
    own = GERMAN.replace(
        "---\n-", 'when: {title: "*Erstattung*"}\nkeywords: [Geld]\nowner: kasse@example.org\n---\n-'
    )
    german = variant(bundle(tmp_path, refund=REFUND, refund__de=own))
    assert (german.keywords, german.owner, german.minutes) == (("Geld",), "kasse@example.org", 2)
    assert (german.when_file, german.when_line) == ("", 3)

    library = read_library([tmp_path], Person(languages=("de",)))
    window = Context(app="soffice", title="Erstattung 12.ods", os="linux")
    assert [match.rule.where for match in library.match(window)] == ["cards/refund.de.md:3"]
    assert not library.match(Context(app="soffice", title="Erstattung 12.ods", os="windows"))
    assert not library.match(Context(app="soffice", title="refund 12.ods", os="linux"))


def test_a_video_is_one_in_every_language(tmp_path: Path) -> None:
    video = '---\ntitle: Look\nvideo: {url: "https://video.example.org/v/8", length: "1:45"}\n---\n'
    read = bundle(tmp_path, look=video, look__de="---\ntitle: Schau\n---\n")
    assert said(read) == []
    assert (variant(read).kind, variant(read).video) == (CardKind.VIDEO, read.cards[0].video)


def test_a_title_may_stay(tmp_path: Path) -> None:
    read = bundle(tmp_path, refund=REFUND, refund__de="---\n---\n- [ ] Eins\n- [ ] Zwei\n")
    assert variant(read).title == "Refund a customer"


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("audience: {roles: [tax]}", "variant-field"),
        ("language: fr", "variant-field"),
        ("language: de", ""),
        ("minutes: long", "wrong-value"),
        ("colour: red", "unknown-field"),
        ("when: {title_re: '('}", "rule"),
    ],
)
def test_what_a_variant_states_wrongly_is_named(tmp_path: Path, field: str, name: str) -> None:
    read = bundle(tmp_path, refund=REFUND, refund__de=GERMAN.replace("---\n-", f"{field}\n---\n-"))
    assert said(read) == ([f"refund.de.md: {name}"] if name else [])
    assert [(card.roles, card.language) for card in read.variants] in ([(("sales",), "de")], [])
    assert (name == "wrong-value") == (not read.variants)
    if name == "rule":
        assert variant(read).when is None


def test_another_kind_of_content_is_named(tmp_path: Path) -> None:
    read = bundle(tmp_path, refund=REFUND, refund__de="---\ntitle: Erstatten\n---\n1. Öffnen.\n2. Zahlen.\n")
    (problem,) = read.problems
    assert problem.name == "variant-kind"
    assert problem.message == "is a guide, and cards/refund.md is a checklist"


def test_a_variant_alone_is_the_card_and_it_is_said(tmp_path: Path) -> None:
    read = bundle(tmp_path, refund__fr=GERMAN, refund__de=GERMAN)
    assert said(read) == ["refund.de.md: variant-alone"]
    (card,) = read.cards
    assert (card.id, card.language, card.file) == ("desk/refund", "de", "cards/refund.de.md")
    assert variant(read).language == "fr"


def test_a_language_that_the_bundle_does_not_list_is_named_and_is_a_card_of_its_own(tmp_path: Path) -> None:
    read = bundle(tmp_path, "[en]", refund=REFUND, refund__de=GERMAN, v1__2=GERMAN, notes__pdf=GERMAN)
    assert said(read) == ["refund.de.md: variant-unlisted"]
    assert [card.id for card in read.cards] == [
        "desk/notes.pdf",
        "desk/refund",
        "desk/refund.de",
        "desk/v1.2",
    ]
    assert read.variants == ()


def test_a_card_that_is_taken_away_is_so_in_every_language(tmp_path: Path) -> None:
    read = bundle(tmp_path, refund="---\nminutes: 2\n---\nText.\n", refund__de=GERMAN)
    assert (read.cards, read.variants) == ((), ())
    assert said(read) == ["refund.md: missing-field"]


@pytest.mark.parametrize(
    ("languages", "gets"),
    [
        (("de-AT", "en"), "de"),
        (("fr",), "fr"),
        (("en-GB", "de"), "en"),
        (("it", "de"), "de"),
        (("it",), "en"),
        ((), "en"),
    ],
)
def test_everyone_gets_the_language_they_read_best(
    tmp_path: Path, languages: tuple[str, ...], gets: str
) -> None:
    bundle(tmp_path, refund=REFUND, refund__de=GERMAN, refund__fr=GERMAN)
    library = read_library([tmp_path], Person(languages=languages))
    assert {card.language for card in library.cards.values()} == {gets}
    assert library.others.languages == ("de", "en", "fr")
    assert all(not one.variants for one in library.bundles)


def test_without_the_persons_language_it_is_the_first_of_the_bundle(tmp_path: Path) -> None:
    bundle(
        tmp_path, "[de, en]", refund=REFUND.replace("title:", "language: en\ntitle:", 1), refund__de=GERMAN
    )
    (card,) = read_library([tmp_path], Person(languages=("it",))).cards.values()
    assert card.language == "de"


names = st.lists(
    st.sampled_from(["a", "a.de", "a.DE", "a.fr", "b.de", "b", "c.x1", "d/e.de", "d/e", "d.de/e"]),
    unique=True,
)


@given(names, st.lists(st.sampled_from(["en", "de", "fr"]), unique=True, min_size=1))
def test_every_file_belongs_to_one_card(stems: list[str], languages: list[str]) -> None:
    files = [f"cards/{stem}.md" for stem in stems if not {"a.de", "a.DE"} <= set(stems) or stem != "a.DE"]
    found = families(files, languages)
    together = [name for family in found.values() for name in (family.own, *family.others.values()) if name]
    assert sorted(together) == sorted(files)
    assert Family() not in found.values()


@given(st.lists(st.sampled_from(["de", "de-AT", "en", "fr"]), unique=True))
def test_a_person_who_wants_it_gets_it(wanted: list[str]) -> None:
    offered = ("en", "de")
    assert best(wanted, offered) in {*offered, ""}
    if wanted and wanted[0] in offered:
        assert best(wanted, offered) == wanted[0]
