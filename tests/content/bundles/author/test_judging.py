from __future__ import annotations

import io
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.bundles.author.draft import LENGTH, Count, Draft, Hit, Judgement, Verdict
from content.bundles.author.judging import judge, serve
from content.cards.rule_text import SimpleRule
from triggers.context import Context

WINDOW = Context("mousepad", "Mousepad", "payment run 2026-11.csv - Mousepad", os="linux")
OTHERS = tuple(Context("mousepad", "Mousepad", f"letter {number}", os="linux") for number in range(4))
BODY = "- [ ] Look\n"


def draft(
    fields: str, body: str = BODY, window: Context | None = WINDOW, visited: tuple[Context, ...] = ()
) -> Draft:
    text = f"---\ntitle: A\n{fields}---\n{body}"
    return Draft(text, Path("missing"), "cards/new.md", "my-notes", "My notes", window, visited)


def verdict(fields: str, **others: tuple[Context, ...]) -> Verdict:
    return judge(draft(fields, **others)).verdict  # type: ignore[arg-type]


def test_a_good_draft_is_a_card_of_its_bundle() -> None:
    said = judge(draft('when:\n  app: mousepad\n  title: "payment run *"\n'))

    assert said.card is not None
    assert (said.card.id, said.card.bundle_title) == ("my-notes/new", "My notes")
    assert said.problems == ()
    assert said.rule == SimpleRule("mousepad", "payment run *")
    assert said.verdict.hit is Hit.EXACTLY
    assert said.verdict.because == 'app is "mousepad" and title matches "payment run *"'
    assert said.verdict.samples == Count(0, 40)


def test_a_rule_that_takes_any_title_is_broad() -> None:
    assert verdict("when: {app: mousepad}\n").hit is Hit.BROADLY
    assert verdict("when: {app: mousepad}\n").any_title


def test_a_rule_that_takes_many_sample_windows_is_broad() -> None:
    said = verdict('when: {title: "*a*"}\n')
    assert said.hit is Hit.BROADLY
    assert not said.any_title
    assert said.samples.hit > said.samples.of / 2


def test_a_rule_that_takes_most_windows_the_person_went_to_is_broad() -> None:
    said = verdict('when: {app: mousepad, title: "*e*"}\n', visited=(WINDOW, *OTHERS))
    assert said.hit is Hit.BROADLY
    assert said.visited == Count(4, 4)


def test_a_rule_that_does_not_hit_says_which_test_fails() -> None:
    said = verdict('when: {app: mousepad, title: "*salary*"}\n')
    assert (said.hit, said.because) == (Hit.NOT, 'title does not match "*salary*"')


def test_a_rule_that_needs_detail_says_so_whatever_it_hits() -> None:
    assert not verdict('when: {app: mousepad}\nnot_when: {dialog_text: "*"}\n').needs_detail
    for window in (WINDOW, replace(WINDOW, dialog_text="full"), None):
        assert judge(draft('when: {app: mousepad, dialog_text: "*"}\n', window=window)).verdict.needs_detail


def test_exceptions_and_systems_count() -> None:
    assert verdict('when: {app: mousepad}\nnot_when: {title: "payment*"}\n').hit is Hit.NOT
    assert verdict("when: {app: mousepad}\naudience: {os: windows}\n").hit is Hit.NOT


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ("when: {titel: a}\n", "when.titel"),
        ("when: {title_re: '(?=a)'}\n", "when.title_re"),
        ("when:\n", "when"),
    ],
)
def test_a_rule_that_cannot_be_used_says_where_it_is_wrong(fields: str, field: str) -> None:
    said = verdict(fields)
    assert said.hit is Hit.UNUSABLE
    assert said.fault is not None
    assert said.fault.field == field


def test_the_rule_is_judged_though_the_rest_is_unfinished() -> None:
    said = judge(draft("when: {app: mousepad}\n", body=""))
    assert said.card is None
    assert said.verdict.hit is Hit.BROADLY


def test_without_a_rule_or_a_window_there_is_nothing_to_hit() -> None:
    assert verdict("").hit is Hit.NO_RULE
    assert judge(draft("when: {app: a}\n", window=None)).verdict.hit is Hit.NO_WINDOW


def test_named_contexts_of_the_bundle_are_known(tmp_path: Path) -> None:
    (tmp_path / "bundle.yaml").write_text('id: a\nversion: "1"\ntitle: A\npublisher: B\n')
    (tmp_path / "contexts.yaml").write_text('runs: {app: mousepad, title: "payment run*"}\n')
    text = f"---\ntitle: A\nwhen: runs\n---\n{BODY}"
    said = judge(Draft(text, tmp_path, "cards/new.md", "a", "A", WINDOW))
    assert said.verdict.hit is Hit.EXACTLY
    assert said.rule is None


def test_a_text_that_is_too_large_is_not_read() -> None:
    (problem,) = judge(draft("", body="x" * 100_001)).problems
    assert problem.name == "too-large"


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_every_text_is_answered(text: str) -> None:
    said = judge(Draft(text, Path("missing"), "cards/new.md", "my-notes", "My notes", WINDOW))
    assert said.card is not None or said.problems


def test_drafts_are_judged_one_after_the_other_until_there_is_none() -> None:
    asked = [draft(""), draft("when: {app: mousepad}\n")]
    packed = [pickle.dumps(it) for it in asked]
    answer = io.BytesIO()
    serve(io.BytesIO(b"".join(LENGTH.pack(len(it)) + it for it in packed)), answer)

    answer.seek(0)
    for it in asked:
        (length,) = LENGTH.unpack(answer.read(LENGTH.size))
        said: Judgement = pickle.loads(answer.read(length))
        assert said == judge(it)
    assert answer.read() == b""
