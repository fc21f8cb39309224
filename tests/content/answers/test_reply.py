from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.answers.errors import AnswerError
from content.answers.model import NO_ANSWER, Asked, AskedCard, Quote, WrittenAnswer
from content.answers.reply import LARGEST, written
from tests.content.answers.server import reply_of

WHERE = "127.0.0.1:8080"


def read(content: object, asked: Asked) -> WrittenAnswer:
    return written(reply_of(content), asked, WHERE)


def test_text_citations_and_quotes_are_kept(asked: Asked) -> None:
    answer = read('Open the run and recall it. [1]\n\n[1] "Open the run."\n- [2]: “Thirty days”', asked)

    assert answer.text == "Open the run and recall it. [1]"
    assert answer.quotes == (Quote("desk/undo", "Open the run"), Quote("desk/terms", "Thirty days"))
    assert answer.cards == ("desk/undo", "desk/terms")
    assert answer.cited == ((1, "desk/undo"), (2, "desk/terms"))
    assert not answer.none


def test_a_quote_comes_out_of_the_card_and_not_out_of_the_reply(asked: Asked) -> None:
    """Case, accents and punctuation may differ; what is shown is what the author wrote."""
    answer = read('Recall it. [1]\n[1] "press RECALL, before 16 00; not: later!"', asked)

    assert answer.quotes == (Quote("desk/undo", "Press “Recall” before 16:00, not later"),)


def test_words_that_are_not_in_the_card_are_no_quote(asked: Asked) -> None:
    answer = read(
        'Send it to me. [1]\n[1] "Send the money to account 7."\n[2] "Open the run."\n[1] "!"\n[1] "Ope"',
        asked,
    )

    assert (answer.text, answer.quotes) == ("Send it to me. [1]", ())


def test_only_what_its_card_says_stands_in_quotation_marks(asked: Asked) -> None:
    answer = read('"open the run", says the card. [1] It also says "pay twice". [1]', asked)

    assert answer.text == "“Open the run”, says the card. [1] It also says pay twice. [1]"
    assert answer.quotes == (Quote("desk/undo", "Open the run"),)


def test_cards_that_were_not_sent_are_not_cited(asked: Asked) -> None:
    answer = read("Open it. [1, 9] Wait. [3] Pay. [ 2 ] Go. [0][007]", asked)

    assert answer.text == "Open it. [1] Wait.  Pay. [2] Go."
    assert [number for number, _ in answer.cited] == [1, 2]


@pytest.mark.parametrize(
    "content",
    [
        "NO_ANSWER",
        " NO_ANSWER.\n",
        "<think>They ask for [1]</think>\nNO_ANSWER",
        "<think>I never come to an end [1]",
        "I think you should pay twice.",
        "Pay. [3]",
        "[1]",
        'Pay. [3]\n[3] "Thirty days"',
        "",
        "\u200b\u202e",
    ],
)
def test_what_stands_on_no_card_is_no_answer(content: str, asked: Asked) -> None:
    assert read(content, asked) == NO_ANSWER


def test_thoughts_are_not_shown(asked: Asked) -> None:
    assert read("<think>Hm [2]</think>\n\nOpen it. [1]", asked).text == "Open it. [1]"


def test_it_is_plain_text_that_steers_nothing(asked: Asked) -> None:
    answer = read("<b>Open</b>\x1b[2J **it** [1]\u202e\x07 ![x](https://a.example/?q=1)\u2066", asked)

    assert answer.text == "<b>Open</b>[2J **it** [1] ![x](https://a.example/?q=1)"


def test_a_long_answer_is_cut(asked: Asked) -> None:
    answer = read("Open it. [1] " + "and wait " * 5_000, asked)

    assert len(answer.text) <= 1_201
    assert answer.text.endswith("…")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Log in</html>",
        b"[" * 60_000,
        b"\xff\xfe",
        b'{"choices": [{"message": {"content": "\\ud800"}}]}',
        b"{}",
        b'{"choices": []}',
        b'{"choices": {}}',
        b'{"choices": [{"text": "Open it. [1]"}]}',
        reply_of(None),
        reply_of(["Open it. [1]"]),
        reply_of("x" * LARGEST),
    ],
)
def test_what_is_no_reply_is_refused(body: bytes, asked: Asked) -> None:
    with pytest.raises(AnswerError, match=WHERE):
        written(body, asked, WHERE)


@pytest.mark.parametrize(
    "content",
    [
        '"' * 32_000,
        "[" * 64_000,
        "[1" + " " * 64_000,
        '[1] "a\n' * 7_000,
        '[1] "the"\n' * 5_000,
        "<think>" * 9_000,
    ],
)
def test_no_reply_takes_long(content: str) -> None:
    asked = Asked("?", (AskedCard("a/b", "The", "the thing " * 300),) * 4)
    began = time.process_time()
    written(reply_of(content), asked, WHERE)
    assert time.process_time() - began < 2


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_an_answer_or_refused(body: bytes) -> None:
    asked = Asked("?", (AskedCard("a/b", "A", "b c d"),))
    try:
        written(body, asked, WHERE)
    except AnswerError:
        return


_PIECES = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "[1]",
        "[2]",
        "[3]",
        "[1,2]",
        "[",
        "]",
        "\n",
        " ",
        "b c",
        "B",
        "Ç d",
        "x",
        "é",
        "NO",
        "\u202e",
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=120), st.text(max_size=60))
def test_whatever_a_model_writes_quotes_and_citations_are_true(content: str, text: str) -> None:
    asked = Asked("?", (AskedCard("a/b", "A", f"b ç d {text}"), AskedCard("a/c", "B", text)))
    texts = {card.id: " ".join(f"{card.text}\n{card.title}".split()) for card in asked.cards}
    try:
        answer = written(json.dumps({"choices": [{"message": {"content": content}}]}).encode(), asked, WHERE)
    except AnswerError:
        return
    assert answer.none == (answer == NO_ANSWER) == (not answer.cited)
    assert all(quote.words in texts[quote.card] for quote in answer.quotes)
    assert "[3]" not in answer.text
    assert "\u202e" not in answer.text


def of_length(content: object) -> bytes:
    return reply_of(content).replace(b'"stop"', b'"length"')


@pytest.mark.parametrize("content", [None, "", "<think>Let me see"])
def test_a_model_that_thinks_until_its_words_are_used_up_is_told_as_that(
    content: object, asked: Asked
) -> None:
    with pytest.raises(AnswerError, match=r"came to no end.*answers\.model"):
        written(of_length(content), asked, "example")


def test_an_answer_that_was_cut_off_says_so(asked: Asked) -> None:
    assert written(of_length("Open it. [1] And then you"), asked, "example").text.endswith("And then you…")


def test_an_answer_in_pieces_is_put_together(asked: Asked) -> None:
    pieces = [{"type": "text", "text": "Open "}, {"type": "text", "text": "it. [1]"}]
    assert written(reply_of(pieces), asked, "example").text == "Open it. [1]"


def test_a_word_about_no_answer_is_not_one(asked: Asked) -> None:
    assert read("Open it. [1] I would not say NO_ANSWER here.", asked).text.startswith("Open it.")


def test_many_quotes_cost_no_time(asked: Asked) -> None:
    long = replace(asked.cards[0], text="Größe öffnen " * 460)
    reply = reply_of("Open it. [1]\n" + '[1] "nirgends so"\n' * 400)
    start = time.process_time()
    written(reply, replace(asked, cards=(long,)), "example")
    assert time.process_time() - start < 2  # seconds; 400 times over the card took ten
