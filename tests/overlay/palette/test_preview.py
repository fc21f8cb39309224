from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from content.cards.model import CardKind, Item, Prose, Step
from overlay.palette.preview import Preview, around, markdown_of
from overlay.palette.rows import ResultRow
from overlay.theme.markdown import SafeMarkdown
from overlay.theme.theme import Theme
from tests.overlay.palette.conftest import MakeCard

STEPS = (
    Prose("A run can be undone."),
    Step(1, "Open **Payments**.", "Open Payments."),
    Step(2, "Choose *Undo*.", "Choose Undo."),
    Prose("Tell the desk."),
)


@pytest.fixture
def preview(qtbot: QtBot, theme: Theme) -> Preview:
    made = Preview(theme)
    qtbot.addWidget(made)
    made.resize(340, 400)
    return made


def frame(preview: Preview) -> QWidget:
    found = preview.findChild(QWidget, "palettePreviewAnswer")
    assert isinstance(found, QWidget)
    return found


def test_parts_become_markdown_again() -> None:
    items = (Item("a", "One\nmore", "One more"), Item("b", "Two", "Two", depth=1))
    assert markdown_of((*STEPS[:3], *items)) == (
        "A run can be undone.\n\n1. Open **Payments**.\n2. Choose *Undo*.\n\n- [ ] One\n  more\n  - [ ] Two"
    )


def test_the_answer_is_found_whatever_its_marks() -> None:
    assert around(STEPS, "Choose Undo.") == (STEPS[:2], STEPS[2:3], STEPS[3:])
    assert around(STEPS, "Tell the desk.") == (STEPS[:3], STEPS[3:], ())


def test_opening_words_and_strangers_are_not_marked() -> None:
    assert around(STEPS, "A run can be undone.") == (STEPS, (), ())
    assert around(STEPS, "Something else") == (STEPS, (), ())
    assert around(STEPS, "") == (STEPS, (), ())


PAGE = Prose(
    "About tapes.\n\n- List a tape:\n\n`tape -l`\n\n- Wind it back:\n\n`tape -r`\n  twice\n\nThat is all."
)


def test_of_prose_only_what_answers_is_marked_with_what_its_colon_announces() -> None:
    before, marked, after = around((PAGE, *STEPS[1:]), "Wind it back: tape -r twice")
    assert before == (Prose("About tapes.\n\n- List a tape:\n\n`tape -l`"),)
    assert marked == (Prose("- Wind it back:\n\n`tape -r`\n  twice"),)
    assert after == (Prose("That is all."), *STEPS[1:])
    assert around((PAGE,), "About tapes.") == ((PAGE,), (), ())


@pytest.mark.parametrize("odd", ["```\na\n\nb\n```", "[r]: x.md", "1. one\n\n2. two"])
def test_prose_that_hangs_together_is_not_cut(odd: str) -> None:
    prose = Prose(f"Text.\n\n{odd}\n\nThe answer.")
    assert around((STEPS[1], prose), "The answer.") == (STEPS[1:2], (prose,), ())


def test_the_answering_step_keeps_its_number_in_its_frame(preview: Preview, make_card: MakeCard) -> None:
    preview.show_row(ResultRow(make_card("Undo", CardKind.GUIDE, STEPS), answer="Choose Undo."))
    view = frame(preview).findChild(SafeMarkdown)
    assert isinstance(view, SafeMarkdown)
    assert not frame(preview).isHidden()
    assert view.document().toMarkdown().split() == ["2.", "Choose", "*Undo*."]


def test_without_an_answer_there_is_no_frame(preview: Preview, make_card: MakeCard) -> None:
    preview.show_row(ResultRow(make_card("Undo", CardKind.GUIDE, STEPS), answer="Choose Undo."))
    preview.show_row(ResultRow(make_card("Undo again", CardKind.GUIDE, STEPS)))
    assert frame(preview).isHidden()


def test_the_title_is_there_in_full_however_long(preview: Preview, make_card: MakeCard) -> None:
    title = "Undo " * 40 + "x" * 90
    preview.show_row(ResultRow(make_card(title)))
    label = next(it for it in preview.findChildren(QLabel) if it.accessibleName() == title)
    assert label.text().replace("\u200b", "") == title
    assert label.height() >= label.heightForWidth(label.width())
    assert label.sizeHint().width() <= preview.width() or label.wordWrap()


def test_nothing_chosen_shows_nothing(preview: Preview, make_card: MakeCard) -> None:
    preview.show_row(ResultRow(make_card("Undo")))
    preview.show_row(None)
    page = preview.widget()
    assert page is not None
    assert page.isHidden()


def test_the_same_card_again_is_not_built_again(preview: Preview, make_card: MakeCard) -> None:
    row = ResultRow(make_card("Undo"))
    preview.show_row(row)
    view = preview.findChildren(SafeMarkdown)[0]
    before = view.document()
    preview.show_row(ResultRow(row.card))
    assert view.document() is before
