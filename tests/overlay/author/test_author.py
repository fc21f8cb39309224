from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from content.bundles.author.draft import Draft
from content.bundles.author.judging import judge
from content.bundles.reader import read_bundle
from overlay.author.author import Author
from overlay.author.judge import Judge
from overlay.author.stash import Stash
from overlay.author.window import AuthorWindow
from overlay.theme.theme import Theme
from tests.overlay.author.conftest import WINDOW, FocusBack, JudgeHere
from tests.overlay.desk import write_bundle
from tests.overlay.panel.driving import click, part
from triggers.context import Context

CARD = '---\ntitle: Mine\nwhen: {app: mousepad, title: "payment*"}\n---\n- [ ] Look twice\n'


def said(window: AuthorWindow, name: str) -> str:
    label = part(window, name)
    assert isinstance(label, QLabel)
    return label.text()


def write(author: Author, text: str) -> None:
    author.window.editor.setPlainText(text)
    author.window.edited.emit()


def files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def test_a_card_begins_with_the_window_and_a_condition_for_it(author: Author) -> None:
    author.make(WINDOW)

    window = author.window
    assert [said(window, f"author{name}") for name in ("App", "Class", "Title")] == [
        "mousepad",
        "Mousepad",
        "payment run 2026-11.csv - Mousepad",
    ]
    assert 'app: mousepad\n  title: "payment run *"' in window.editor.text()
    assert said(window, "authorVerdict") == "Hits this window exactly"
    assert window.editor.textCursor().selectedText() == "New card"


@pytest.mark.parametrize(
    ("proposal", "verdict"),
    [("title", "exactly"), ("alike", "exactly"), ("kind", "exactly"), ("app", "broadly")],
)
def test_every_proposal_becomes_the_rule_and_is_marked(author: Author, proposal: str, verdict: str) -> None:
    author.make(WINDOW)
    button = part(author.window, f"proposal-{proposal}")
    assert isinstance(button, QPushButton)
    click(button)
    author.window.edited.emit()

    assert verdict in said(author.window, "authorVerdict")
    marked = [it.objectName() for it in author.window.seen.findChildren(QPushButton) if it.isChecked()]
    assert marked == [f"proposal-{proposal}"]


def test_the_fields_change_the_text_and_the_verdict_follows(author: Author) -> None:
    author.make(WINDOW)
    field = part(author.window, "authorRule-title")
    assert isinstance(field, QLineEdit)
    field.setText("*salary*")
    field.textEdited.emit("*salary*")
    author.window.edited.emit()

    assert 'title: "*salary*"' in author.window.editor.text()
    assert said(author.window, "authorVerdict") == "Does not hit this window at all"
    assert said(author.window, "authorReason").startswith('Title does not match "*salary*".')


def test_the_text_changes_the_fields(author: Author) -> None:
    author.make(WINDOW)
    write(author, CARD)
    assert author.window.rule.fields["title"].text() == "payment*"


def test_a_rule_of_more_than_two_patterns_is_left_to_the_text(author: Author) -> None:
    author.make(WINDOW)
    write(author, CARD.replace("{app: mousepad,", "{app: [mousepad, kate],"))
    assert not author.window.rule.fields["app"].isVisible()
    assert part(author.window, "authorBeyond").isVisible()
    assert said(author.window, "authorVerdict") == "Hits this window exactly"


def test_a_rule_without_a_place_in_the_text_is_not_swallowed(author: Author) -> None:
    author.make(WINDOW)
    write(author, "Just a text\n")
    click(part(author.window, "proposal-app"))
    assert said(author.window, "authorSaid").startswith("The rule has no place yet")
    assert author.window.editor.text() == "Just a text\n"


def test_what_is_wrong_with_a_pattern_stands_at_its_field(author: Author) -> None:
    author.make(WINDOW)
    write(author, CARD.replace('"payment*"', '"' + "x?" * 40 + '"'))
    assert said(author.window, "authorFault-title").startswith("Has more than 32 times ?")
    assert said(author.window, "authorVerdict") == "The rule cannot be used yet"


def test_the_preview_is_the_panel_and_keeps_the_last_good_card(author: Author) -> None:
    author.make(WINDOW)
    write(author, CARD)
    preview = author.window.preview
    click(part(preview, "item-0"))
    assert said(author.window, "panelTitle") == "Mine"
    assert "All&nbsp;done" in said(author.window, "panelMeta")

    write(author, "no front matter")
    assert said(author.window, "panelTitle") == "Mine"
    assert said(author.window, "authorPreviewState") == "Preview, before the last problem"


@pytest.mark.parametrize("body", ["- [ ] x\n" * 200, "word " * 1300, "|a|b|\n|-|-|\n" + "|c|d|\n" * 250])
def test_a_card_of_endless_length_is_not_painted_while_somebody_writes(author: Author, body: str) -> None:
    author.make(WINDOW)
    write(author, CARD)
    write(author, CARD.replace("Mine", "Endless") + "\n" + body)
    assert said(author.window, "panelTitle") == "Mine"
    assert "too long" in said(author.window, "authorPreviewState")
    assert said(author.window, "authorVerdict") == "Hits this window exactly"


def test_typing_goes_on_while_the_preview_is_built_anew(author: Author, qtbot: QtBot) -> None:
    author.make(WINDOW)
    qtbot.waitUntil(author.window.editor.hasFocus)
    for number in range(3):
        write(author, CARD + f"- [ ] Point {number}\n")
        assert author.window.editor.hasFocus()


def test_a_problem_leads_to_its_line(author: Author) -> None:
    author.make(WINDOW)
    write(author, CARD + "\n<b>Bold</b>\n")
    problems = author.window.problems
    assert problems.item(0).text().startswith("Line 7: HTML is shown as text")
    problems.itemActivated.emit(problems.item(0))
    assert author.window.editor.textCursor().blockNumber() == 6


def test_a_saved_card_is_in_my_notes_and_the_person_back_at_work(
    author: Author, tmp_path: Path, focus_back: FocusBack, qtbot: QtBot
) -> None:
    author.make(WINDOW)
    write(author, CARD)
    with qtbot.waitSignal(author.saved):
        click(part(author.window, "authorSave"))

    assert files(tmp_path) == ["notes/bundle.yaml", "notes/cards/mine.md"]
    assert (tmp_path / "notes" / "cards" / "mine.md").read_text() == CARD
    assert read_bundle(tmp_path / "notes").problems == ()
    assert not author.window.isVisible()
    assert focus_back.given == 1


def test_the_same_title_twice_makes_two_cards(author: Author, tmp_path: Path) -> None:
    for _ in range(2):
        author.make(WINDOW)
        write(author, CARD)
        author.window.save_asked.emit(False)
    assert files(tmp_path / "notes" / "cards") == ["mine-2.md", "mine.md"]


def test_saving_and_going_on_saves_the_same_card_again(author: Author, tmp_path: Path) -> None:
    author.make(WINDOW)
    for text in (CARD, CARD.replace("Mine", "Renamed")):
        write(author, text)
        author.window.save_asked.emit(True)
    assert said(author.window, "authorSaid") == "Saved in My notes."
    assert files(tmp_path / "notes" / "cards") == ["mine.md"]
    assert "Renamed" in (tmp_path / "notes" / "cards" / "mine.md").read_text()


def test_a_card_that_cannot_be_shown_is_not_saved(author: Author, tmp_path: Path) -> None:
    author.make(WINDOW)
    write(author, "---\ntitle:\n---\n")
    author.window.save_asked.emit(False)
    assert "Mend the first problem" in said(author.window, "authorSaid")
    assert not (tmp_path / "notes").exists()


def test_a_disk_that_takes_nothing_is_told_and_the_text_stays(author: Author, tmp_path: Path) -> None:
    (tmp_path / "notes").touch()
    author.make(WINDOW)
    write(author, CARD)
    author.window.save_asked.emit(False)
    assert "cannot be made" in said(author.window, "authorSaid")
    assert author.window.editor.text() == CARD


def test_a_card_of_a_folder_is_changed_where_it_lies(author: Author, tmp_path: Path) -> None:
    bundle = read_bundle(write_bundle(tmp_path / "desk"))
    author.use((bundle,))
    card = next(card for card in bundle.cards if card.id == "desk/pay")
    author.edit(card, None)
    assert said(author.window, "authorFile") == "as cards/pay.md"
    assert not part(author.window, "authorBundle").isEnabled()
    write(author, author.window.editor.text().replace("Two people", "Three people"))
    author.window.save_asked.emit(False)
    assert "Three people" in (tmp_path / "desk" / "cards" / "pay.md").read_text()


def test_what_somebody_else_saved_meanwhile_is_replaced_only_when_told_so(
    author: Author, tmp_path: Path
) -> None:
    bundle = read_bundle(write_bundle(tmp_path / "desk"))
    file = tmp_path / "desk" / "cards" / "pay.md"
    author.edit(next(card for card in bundle.cards if card.id == "desk/pay"), None)
    file.write_text("Theirs")
    write(author, CARD)
    author.window.save_asked.emit(False)
    assert file.read_text() == "Theirs"
    click(part(author.window, "authorReplace"))
    assert file.read_text() == CARD


def test_another_bundle_can_be_chosen(author: Author, tmp_path: Path) -> None:
    author.use((read_bundle(write_bundle(tmp_path / "desk")),))
    author.make(WINDOW)
    write(author, CARD)
    (action,) = [it for it in author.window.foot.bundle.menu().actions() if it.text() == "Desk"]
    action.trigger()
    assert said(author.window, "authorFile") == "as cards/mine.md"
    author.window.save_asked.emit(False)
    assert (tmp_path / "desk" / "cards" / "mine.md").read_text() == CARD


def test_closing_asks_only_when_there_is_something_to_lose(author: Author, tmp_path: Path) -> None:
    author.make(WINDOW)
    author.window.close()
    assert not author.window.isVisible()

    author.make(WINDOW)
    write(author, CARD)
    author.window.close()
    assert author.window.isVisible()
    click(part(author.window, "authorGoOn"))
    assert part(author.window, "authorSave").isVisible()
    author.window.close()
    click(part(author.window, "authorDiscard"))
    assert not author.window.isVisible()
    assert files(tmp_path) == []


@pytest.mark.parametrize("crash", [True, False])
def test_what_was_not_saved_is_offered_the_next_time(
    author: Author, tmp_path: Path, theme: Theme, qtbot: QtBot, crash: bool
) -> None:
    author.make(WINDOW)
    write(author, CARD)
    if crash:
        author.close()
    else:
        author.window.close()
        click(part(author.window, "authorKeep"))

    later = Author(AuthorWindow(theme), JudgeHere(), Stash(tmp_path), tmp_path / "notes", FocusBack())
    later.make(Context("kate", "kate", "x", os="linux"))
    assert later.window.editor.text() == CARD
    click(part(later.window, "authorResume"))
    later.window.save_asked.emit(False)
    assert files(tmp_path) == ["notes/bundle.yaml", "notes/cards/mine.md"]
    later.make(WINDOW)
    assert "New card" in later.window.editor.text()
    later.close()


def test_what_was_not_saved_can_be_thrown_away(author: Author, tmp_path: Path) -> None:
    author.make(WINDOW)
    write(author, CARD)
    author.window.close()
    click(part(author.window, "authorKeep"))
    author.make(WINDOW)
    click(part(author.window, "authorAnew"))
    assert "New card" in author.window.editor.text()
    assert files(tmp_path) == []


def test_a_second_card_waits_for_the_first(author: Author) -> None:
    author.make(WINDOW)
    write(author, CARD)
    author.make(Context("kate", "kate", "x", os="linux"))
    assert author.window.editor.text() == CARD
    assert "Save this card" in said(author.window, "authorSaid")


def test_windows_the_person_goes_to_meanwhile_are_tried_too(author: Author, judge_here: JudgeHere) -> None:
    author.visit(WINDOW)
    author.make(WINDOW)
    others = [Context("mousepad", "Mousepad", f"letter {number}", os="linux") for number in range(60)]
    for other in (*others, *others):
        author.visit(other)
    assert judge_here.asked[-1].visited == tuple(others[:50])
    assert "of 50 windows you went to" in said(author.window, "authorReason")
    author.leave()
    author.make(WINDOW)
    assert judge_here.asked[-1].visited == ()


def test_without_a_window_a_card_can_be_written_all_the_same(author: Author) -> None:
    author.make(None)
    assert "when" not in author.window.editor.text()
    assert said(author.window, "authorNoWindow").startswith("No window was in front")


def test_a_judge_that_is_lost_says_so_and_nothing_is_saved(
    window: AuthorWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    author = Author(window, Judge(["/nonexistent/sidecue"]), Stash(tmp_path), tmp_path / "notes", FocusBack())
    with qtbot.waitSignal(author._judge.lost):
        author.make(WINDOW)
        window.save_asked.emit(False)
    assert "cannot be started" in said(window, "authorSaid")
    assert files(tmp_path) == []
    author.close()


class JudgeLater(JudgeHere):
    """Answers when told to, as a process of its own does."""

    def ask(self, draft: Draft) -> None:
        self.asked.append(draft)

    def answer(self) -> None:
        self.judged.emit(judge(self.asked[-1]))


def test_closing_right_after_saving_asks_nothing(window: AuthorWindow, tmp_path: Path) -> None:
    later = JudgeLater()
    author = Author(window, later, Stash(tmp_path), tmp_path / "notes", FocusBack())
    author.make(WINDOW)
    later.answer()
    window.editor.setPlainText(CARD)
    window.save_asked.emit(True)
    author.leave()
    later.answer()
    assert files(tmp_path / "notes" / "cards") == ["mine.md"]
    assert not window.isVisible()
