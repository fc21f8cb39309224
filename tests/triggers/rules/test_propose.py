from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triggers.rules.support import holds, window
from triggers.context import Context
from triggers.rules.propose import Reach, propose
from triggers.shown import comparable
from triggers.titles import normalise

NAMES = st.one_of(
    st.sampled_from(["firefox", "EXCEL.EXE", "soffice.bin", "a*b", "a  b", ""]), st.text(max_size=40)
)
WORDS = st.one_of(
    st.sampled_from(
        ["Invoice", "4711", " - ", " — ", " | ", "a.csv", "me@example.org", "*", "?", "\\", "Firefox", "März"]
    ),
    st.text(max_size=12),
)
TITLES = st.lists(WORDS, max_size=8).map(" ".join)


def titles(app: str, title: str, window_class: str = "") -> dict[str, str]:
    """The title pattern of each proposal, by its name."""
    return {proposal.reach.name: proposal.title for proposal in propose(window(app, title, window_class))}


@given(NAMES, NAMES, TITLES)
def test_every_proposal_hits_the_window_it_was_made_from(app: str, window_class: str, title: str) -> None:
    seen = Context(app, window_class, normalise(title), os="linux")
    for proposal in propose(seen):
        assert holds(proposal.entry(), seen)


@given(NAMES, TITLES)
def test_no_two_proposals_are_alike_and_they_come_narrow_to_broad(app: str, title: str) -> None:
    made = propose(window(app, title))
    assert len({(proposal.app, proposal.title) for proposal in made}) == len(made)
    order = list(Reach)
    assert [proposal.reach for proposal in made] == sorted((it.reach for it in made), key=order.index)


@pytest.mark.parametrize(
    ("app", "title", "alike"),
    [
        ("mousepad", "payment run 2026-11.csv - Mousepad", "payment run *"),
        ("firefox", "Invoice 4711 · Example Ledger — Mozilla Firefox", "Invoice * · Example Ledger*"),
        ("thunderbird", "Inbox - ana@example.com - Mozilla Thunderbird", "Inbox - *"),
        ("WINWORD.EXE", "Minutes of 12 November.docx - Word", "Minutes of *.docx*"),
        (
            "saplogon.exe",
            "Enter Incoming Invoice: Company Code 1000",
            "Enter Incoming Invoice: Company Code *",
        ),
        ("chrome.exe", "New Tab - Google Chrome", "New Tab*"),
        ("mousepad", "/srv/ana/2026/delivery note 4711.txt - Mousepad", "*delivery note *"),
        ("notepad.exe", "C:\\Users\\ana\\minutes.txt - Notepad", "*minutes.txt*"),
    ],
)
def test_what_varies_gives_way(app: str, title: str, alike: str) -> None:
    assert titles(app, title)["ALIKE"] == alike


@pytest.mark.parametrize(
    ("app", "title", "kind"),
    [
        ("libreoffice-writer", "Angebot Müller.odt — LibreOffice Writer", "*.odt*"),
        ("code", "report.py - site - Visual Studio Code", "*.py - site*"),
        ("firefox", "Invoice 4711 · Example Ledger — Mozilla Firefox", "* · Example Ledger*"),
        ("Google Chrome", "Ticket 20931: VPN does not connect - Help desk", "* - Help desk"),
        ("evince", "Lieferschein_2026-11.pdf", "*.pdf"),
        ("mousepad", "~/2026/delivery note.txt - Mousepad", "*.txt*"),
    ],
)
def test_of_a_document_its_kind_remains(app: str, title: str, kind: str) -> None:
    assert titles(app, title)["KIND"] == kind


def test_a_title_of_one_part_is_proposed_as_it_is_or_not_at_all() -> None:
    assert titles("nautilus", "Downloads") == {"TITLE": "Downloads", "APP": ""}


def test_the_exact_title_hits_no_other_even_with_wildcards_in_it() -> None:
    exact = propose(window("calc", "What is 2*2?"))[0]
    assert holds(exact.entry(), window("calc", "What is 2*2?"))
    assert not holds(exact.entry(), window("calc", "What is 2+2!"))


def test_the_app_is_named_as_people_write_it() -> None:
    assert {proposal.app for proposal in propose(window("EXCEL.EXE", "Book1 - Excel"))} == {"EXCEL"}
    assert {proposal.app for proposal in propose(window("", "Wallet", "org.example.Wallet"))} == {
        "org.example.Wallet"
    }


def test_a_window_that_states_nothing_gets_no_proposal() -> None:
    assert propose(window()) == ()


def test_a_title_of_any_length_is_answered() -> None:
    long = window("editor", "chapter 7 " * 400)
    assert all(holds(proposal.entry(), long) for proposal in propose(long))
    assert propose(long)[-1].reach is Reach.APP


@given(
    TITLES,
    TITLES,
    st.lists(st.one_of(WORDS, st.sampled_from(["“x.odt”", "0x7", "#", "'a'", "\n"]))).map(" ".join),
)
def test_whatever_a_window_shows_proposals_hit_it(title: str, control: str, text: str) -> None:
    seen = comparable(Context("a", "", title, "erp.example.org/pay/7?x=#", "linux", "button", control, text))
    for proposal in propose(seen):
        assert holds(proposal.entry(), seen)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Error 0x8007000E while saving", "Error # while saving"),
        ("Failed\nThe file “a b.odt” could not be saved.", 'The file "*" could not be saved.'),
        ("You can't open /srv/ana/x.txt, 3 of 10 tries", "You can't open * # of # tries"),
        ("Really delete?", "Really delete?"),
    ],
)
def test_a_dialog_is_proposed_by_its_telling_line_without_what_varies(text: str, pattern: str) -> None:
    seen = comparable(Context("soffice", title="Error", dialog_text=text))
    made = {proposal.reach: proposal.dialog_text for proposal in propose(seen)}
    assert made[Reach.DIALOG] == pattern.replace("?", "\\?")


def test_a_dialog_that_says_next_to_nothing_is_none() -> None:
    made = propose(comparable(Context("soffice", title="Error", dialog_text="OK?\n12")))
    assert Reach.DIALOG not in [proposal.reach for proposal in made]


def test_a_page_is_proposed_and_its_site() -> None:
    seen = comparable(Context("firefox", title="Pay", url="erp.example.org/pay?id=7"))
    made = {proposal.reach: proposal.entry() for proposal in propose(seen)}
    assert made[Reach.PAGE] == {"url": "https://erp.example.org/pay*"}
    assert made[Reach.SITE] == {"url": "https://erp.example.org/*"}
