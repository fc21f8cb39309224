from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from content.library.ranking import WEIGHTS
from content.library.search import Found, Hit
from content.meaning.hybrid import FLOOR, SURE, fuse, is_foreign
from content.meaning.index import Near

TITLE, HERE = 0.6, 10.0


def hit(card: str, **parts: float) -> Hit:
    return Hit(card, sum(parts.values()), parts, f"answer of {card}")


PARTS = st.fixed_dictionaries(
    {"text": st.floats(0, 1)}, optional={"title": st.sampled_from([0.1, 0.48, TITLE]), "here": st.just(HERE)}
)
NEAR = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-1, 1), max_size=8).map(
    lambda found: [Near(card, value, 0) for card, value in sorted(found.items(), key=lambda it: -it[1])]
)


def ordered(parts: dict[str, dict[str, float]]) -> Found:
    hits = [hit(card, **one) for card, one in parts.items()]
    return Found(tuple(sorted(hits, key=lambda one: -one.score)))


LEXICAL = st.dictionaries(st.sampled_from("abcdef"), PARTS, max_size=6).map(ordered)


def test_a_near_card_that_no_word_found_is_found_with_its_passage() -> None:
    found = fuse(Found(()), [Near("b", 0.6, 3)], 10, lambda near: f"passage {near.place}")

    assert [(one.card, one.answer) for one in found.hits] == [("b", "passage 3")]
    assert dict(found.hits[0].parts) == {"meaning": found.hits[0].score}


def test_what_is_near_in_meaning_comes_before_what_shares_a_word() -> None:
    found = fuse(ordered({"word": {"text": 0.5}}), [Near("meant", 0.7, 0), Near("word", 0.2, 0)], 10)

    assert [one.card for one in found.hits] == ["meant", "word"]


def test_words_found_in_another_language_than_the_encoders_are_left_alone() -> None:
    found, near = (
        ordered({"rechnung": {"text": 0.5, "every": 0.1}, "bill": {"text": 0.2}}),
        [Near("bill", 0.7, 0)],
    )
    languages = {"rechnung": "de", "bill": "en"}

    assert is_foreign(found, near, languages.__getitem__)
    assert not is_foreign(found, [*near, Near("rechnung", 0.2, 0)], languages.__getitem__)
    assert not is_foreign(ordered({"rechnung": {"text": 0.5}}), near, languages.__getitem__)  # guessed
    assert not is_foreign(Found(()), near, languages.__getitem__)


def test_nothing_near_changes_nothing() -> None:
    lexical = ordered({"a": {"text": 0.5}, "b": {"text": 0.4}})

    assert fuse(lexical, [], 10) == lexical
    assert fuse(lexical, [Near("c", FLOOR, 0)], 10) == lexical


def test_what_means_the_same_is_found_and_not_only_near() -> None:
    merely = Found((hit("a", text=0.1),), nearest=True)

    assert not fuse(merely, [Near("b", SURE, 0)], 10).nearest
    assert fuse(merely, [Near("b", SURE - 0.01, 0)], 10).nearest


@given(LEXICAL, NEAR, st.integers(0, 10))
def test_scores_are_sums_in_order_and_no_card_is_there_twice(
    lexical: Found, near: list[Near], limit: int
) -> None:
    hits = fuse(lexical, near, limit).hits

    assert len(hits) == min(limit, len({one.card for one in hits} | {one.card for one in hits}))
    assert [one.score for one in hits] == sorted((one.score for one in hits), reverse=True)
    assert all(abs(one.score - sum(one.parts.values())) < 1e-9 for one in hits)
    assert len({one.card for one in hits}) == len(hits)


@given(LEXICAL, NEAR)
def test_no_card_passes_one_of_the_context_or_one_whose_title_was_typed(
    lexical: Found, near: list[Near]
) -> None:
    before = [one.card for one in lexical.hits]
    after = [one.card for one in fuse(lexical, near, 20).hits]

    for place, one in enumerate(lexical.hits):
        ahead = set(after[: after.index(one.card)]) - set(before[:place])
        if one.parts.get("title", 0.0) == TITLE:
            assert not {card for card in ahead if "here" not in _parts(lexical, card)}
        if "here" in one.parts:
            assert all("here" in _parts(lexical, card) for card in ahead)


def _parts(lexical: Found, card: str) -> dict[str, float]:
    return next((dict(one.parts) for one in lexical.hits if one.card == card), {})


def test_the_weight_never_reaches_that_of_the_context() -> None:
    assert WEIGHTS.meaning + 3 < HERE
