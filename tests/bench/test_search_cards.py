"""Libraries of any size for the benches: the same for everyone, and with a vocabulary that grows."""

from __future__ import annotations

from tests.bench.search_cards import keystrokes, made_up_cards, many


def _words(text: str) -> set[str]:
    return set(text.lower().split())


def test_the_same_library_every_time_with_ids_of_their_own() -> None:
    real = made_up_cards(40)
    cards = many(real, 100)
    assert cards == many(real, 100)
    assert len({card.id for card in cards}) == len(cards) == 100
    assert set(real) <= set(cards)


def test_a_small_library_is_drawn_from_the_real_cards() -> None:
    real = made_up_cards(40)
    assert set(many(real, 10)) < set(real)


def test_copies_have_other_titles_and_a_third_of_other_words() -> None:
    real = made_up_cards(40)
    copies = many(real, 80)[40:]
    assert not {card.title for card in copies} & {card.title for card in real}
    before = [word for card in real for part in card.parts for word in part.markdown.split()]
    after = [word for card in copies for part in card.parts for word in part.markdown.split()]
    changed = sum(one != other for one, other in zip(before, after, strict=True)) / len(before)
    assert 0.25 < changed < 0.4


def test_the_vocabulary_grows_with_the_library_but_slower() -> None:
    real = made_up_cards(200)
    small, large = (
        {word for card in many(real, size) for part in card.parts for word in _words(part.text)}
        for size in (200, 2_000)
    )
    assert len(small) < len(large) < 10 * len(small)


def test_without_real_cards_they_are_made_up() -> None:
    assert many([], 5) == made_up_cards(5)


def test_every_letter_of_a_search_is_a_keystroke() -> None:
    assert keystrokes(["tar"], 3) == ["t", "ta", "tar"]
    assert len(keystrokes(["ab", "cd", "ef"], 2)) == 4
