"""What a library holds for one person, read here and in a process of its own."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from content.audience.person import EVERYONE, Person
from content.bundles.builtin import accounts_team
from content.library.reading import ApartReader, question, read_library, understood
from tests.content.library.test_reading import SERVE, python
from triggers.context import Context

TREASURY = Person(roles=("treasury",), os="linux", languages=("en",))
PAYMENTS = Context(app="soffice", title="Payment run 12.ods", os="linux")


def test_cards_for_others_are_neither_matched_nor_held() -> None:
    everything, mine = read_library([accounts_team()]), read_library([accounts_team()], TREASURY)

    gone = set(everything.cards) - set(mine.cards)
    assert gone == set(mine.others.cards)
    assert "accounts-team/invoices/post-invoice" in gone
    assert mine.others.cards["accounts-team/invoices/post-invoice"] == (
        "it is for the role accounts-payable; your role is treasury"
    )
    assert {rule.card for rule in mine.rules} <= set(mine.cards)
    assert [offer.card for offer in mine.offers(PAYMENTS)] == [
        offer.card for offer in everything.offers(PAYMENTS) if offer.card not in gone
    ]
    assert not everything.others.cards


def test_the_roles_and_languages_to_choose_from_are_those_of_all_cards() -> None:
    others = read_library([accounts_team()], TREASURY).others
    assert others.roles == ("accounts-payable", "accounts-receivable", "general-ledger", "tax", "treasury")
    assert "en" in others.languages


def test_a_process_of_its_own_narrows_too() -> None:
    reading = ApartReader(python(SERVE)).read([accounts_team()], TREASURY)
    library = read_library([accounts_team()], TREASURY)
    assert dict(reading.library.cards) == dict(library.cards)
    assert reading.library.others == library.others
    index = reading.open_index()
    assert {hit.card for hit in index.search("invoice", 50).hits} <= set(library.cards)
    index.close()


def test_a_library_travels_with_what_it_leaves_out() -> None:
    library = read_library([accounts_team()], TREASURY)
    assert pickle.loads(pickle.dumps(library)).others == library.others


def test_a_question_names_folders_and_a_person(tmp_path: Path) -> None:
    assert understood(question([tmp_path], TREASURY)) == ([tmp_path], TREASURY, None)
    assert understood(question([tmp_path], index=tmp_path)) == ([tmp_path], EVERYONE, tmp_path)


@pytest.mark.parametrize("asked", [b'["a"]', b'{"bundles": ["a"]}', b'{"bundles": [1], "person": {}}'])
def test_what_is_no_question_is_refused(asked: bytes) -> None:
    with pytest.raises(ValueError, match=r"names no folders|is no person"):
        understood(asked)
