"""Window traces: one window a line, each fault named with its line, nothing lost in writing and reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.bundles.expect.cards import CardIds
from content.bundles.expect.traces import Trace, line_of, read_trace, read_trace_text
from content.bundles.reader import read_bundle
from tests.content.bundles.expect.desk import write_desk
from triggers.context import Context
from triggers.shown import comparable


@pytest.fixture(scope="module")
def ids(tmp_path_factory: pytest.TempPathFactory) -> CardIds:
    return CardIds(read_bundle(write_desk(tmp_path_factory.mktemp("traces") / "desk")))


def read(ids: CardIds, *lines: object) -> Trace:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return read_trace_text(text, "day.jsonl", ids)


def test_a_window_is_read_with_what_it_should_bring(ids: CardIds) -> None:
    trace = read(
        ids, {"app": "xterm", "class": "XTerm", "title": "*Mail", "os": "linux", "cards": ["desk/pay"]}
    )
    (window,) = trace.windows
    assert trace.problems == ()
    assert window.context == Context("xterm", "XTerm", "Mail", "", "linux")
    assert (window.file, window.line, window.cards) == ("day.jsonl", 1, ("desk/pay",))


def test_no_cards_and_nothing_said_are_two_things(ids: CardIds) -> None:
    trace = read(ids, {"app": "a", "cards": []}, "", {"app": "a"}, {"app": "a", "cards": None})
    assert [(window.line, window.cards) for window in trace.windows] == [(1, ()), (3, None), (4, None)]


def test_cards_of_other_bundles_are_passed_over_and_counted(ids: CardIds) -> None:
    trace = read(ids, {"app": "a", "cards": ["starter/keys", "desk/pay", "starter/files"]})
    assert (trace.windows[0].cards, trace.foreign, trace.problems) == (("desk/pay",), 2, ())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "is no JSON: "),
        ("[" * 100_000, "is no JSON: "),
        ("[1]", "is no JSON object"),
        ('{"app": "a", "app": "b"}', "app: is given twice"),
        ('{"app": "\\ud800"}', "holds half a character"),
        ('{"app": 3}', "app: this is not a process name, as text"),
        ('{"titel": "x"}', "did you mean title?"),
        ('{"app": "a", "os": "dos"}', 'os: "dos" is not linux'),
        ('{"app": "a", "cards": ["pya"]}', "did you mean pay?"),
        ('{"app": "a", "cards": "pay"}', 'cards: "pay" is not a list of card ids'),
    ],
)
def test_a_line_that_is_no_window_is_named(ids: CardIds, line: str, words: str) -> None:
    trace = read(ids, {"app": "xterm"}, line, {"app": "xterm"})
    assert [window.line for window in trace.windows] == [1, 3]
    (problem,) = trace.problems
    assert problem.line == 2
    assert words in str(problem)


def test_an_unknown_field_is_named_once_and_not_in_every_line(ids: CardIds) -> None:
    trace = read(ids, *[{"app": "xterm", "pid": 7}] * 50)
    assert (len(trace.windows), len(trace.problems)) == (50, 1)


def test_a_trace_that_is_not_there_is_a_problem(ids: CardIds, tmp_path: Path) -> None:
    (problem,) = read_trace(tmp_path / "none.jsonl", ids).problems
    assert "does not exist" in str(problem)


_TITLES = st.text(max_size=30)


@given(app=_TITLES, title=_TITLES, url=_TITLES)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_what_is_read(ids: CardIds, app: str, title: str, url: str) -> None:
    context = comparable(Context(app, "Class", title, url, "linux", "button", title, f"{title}\n{url}"))
    line = line_of(context, ["desk/pay"])
    assert len(line.splitlines()) == 1
    trace = read_trace_text(line, "day.jsonl", ids)
    assert trace.problems == ()
    assert trace.windows[0].context == context


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
_OBJECTS = st.fixed_dictionaries({}, optional={"app": _JSON, "title": _JSON, "cards": _JSON, "roles": _JSON})


@given(st.lists((_OBJECTS | _JSON).map(json.dumps) | st.text(max_size=20), max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_line_breaks_the_reader(ids: CardIds, lines: list[str]) -> None:
    trace = read(ids, *lines)
    assert all(problem.line >= 1 for problem in trace.problems)
    used = {window.line for window in trace.windows}
    written = {n for n, line in enumerate("\n".join(lines).split("\n"), start=1) if line.strip()}
    assert used | {problem.line for problem in trace.problems} == written
