"""Rules and titles made to hurt: refused with a reason, or answered in bounded work."""

from __future__ import annotations

import random

import pytest

from tests.triggers.rules.support import problems, rule, window
from triggers.context import Context
from triggers.rules.globs import Glob, glob_for
from triggers.rules.matcher import Matcher
from triggers.rules.model import Field, Kind, Rule
from triggers.rules.model import Test as Condition
from triggers.rules.pieces import PieceSet
from triggers.rules.regexes import RegexSet
from triggers.titles import MAX_LENGTH

# A backtracking engine needs longer than the age of the universe for these; the limit is for slow machines.
pytestmark = pytest.mark.timeout(60)

EXPLOSIVE = [r"(a+)+$", r"(\w+\s?)*$", r"^(.*?,){11}P", r"(.*)*x=x", r"(a|a)*b", r"(a|aa)+$", r"(.*a){50}"]
TITLES = ["a" * MAX_LENGTH + "!", "a," * 2000, "aé b,1x." * 500, ""]


def regex_rule(number: int, pattern: str) -> Rule:
    return Rule(f"card{number}", "", Condition(Field.TITLE, Kind.REGEX, (pattern,)))


@pytest.mark.parametrize("pattern", EXPLOSIVE)
def test_an_explosive_expression_answers(pattern: str) -> None:
    matcher = Matcher([rule({"title_re": pattern})])
    for title in TITLES:
        assert len(matcher.match(Context(title=title))) <= 1


def test_ten_thousand_expressions_without_a_literal_answer() -> None:
    matcher = Matcher(
        [
            regex_rule(number, rf"^\d+[a-z]{{{number % 90 + 1}}}\d{{{number // 90}}}$")
            for number in range(10_000)
        ]
    )
    (match,) = matcher.match(Context(title="7" + "q" * 5 + "1" * 3))
    assert match.rule.card == f"card{3 * 90 + 4}"


def test_the_largest_expressions_answer() -> None:
    words = [f"w{number}" for number in range(190)]
    patterns = ["(" + "|".join(words[i:] + words[:i]) + ")$" for i in range(150)]
    matcher = Matcher([regex_rule(number, pattern) for number, pattern in enumerate(patterns)])
    assert len(matcher.match(Context(title="x w17"))) == 150


@pytest.mark.parametrize("pattern", [r"((a{100}){100}){100}", r"(\pL{1,30} ){10}", r"a{1000}" * 40])
def test_an_expression_too_large_to_hold_is_refused(pattern: str) -> None:
    assert problems({"title_re": pattern})


def test_expressions_whose_literals_multiply_are_split_until_they_fit() -> None:
    rng = random.Random(3)
    patterns = ["".join(rng.choice("abcdefghij") for _ in range(900)) for _ in range(150)]
    patterns += ["[ab][cd][ef][gh]" + pattern[:80] for pattern in patterns]
    found = RegexSet(patterns)
    assert found.found_in(patterns[7]) == {patterns[7]}
    assert found.found_in("adeg" + patterns[9][:80]) == {"[ab][cd][ef][gh]" + patterns[9][:80]}


def test_more_pieces_than_one_automaton_holds() -> None:
    pieces = PieceSet(f"{number:05d}" * 60 for number in range(3_000))
    assert pieces.found_in("x" + "00017" * 60 + "y") == ["00017" * 60]


class Counted(str):
    """A title that counts how often it is searched."""

    __slots__ = ()
    searches = 0

    def find(self, *arguments: object) -> int:
        Counted.searches += 1
        return super().find(*arguments)  # type: ignore[arg-type]


def test_a_glob_of_many_stars_looks_at_each_piece_once() -> None:
    glob = glob_for(Field.TITLE, Kind.GLOB, "*a" * 400 + "*b*")
    Counted.searches = 0
    assert not glob.matches(Counted("a" * MAX_LENGTH))
    assert Counted.searches == 401


@pytest.mark.parametrize("pattern", ["*" * 1000, "*?" * 32, "?" * 32, "*a?" * 32 + "b", "\\*" * 500])
def test_globs_of_wildcards_answer(pattern: str) -> None:
    matcher = Matcher([rule({"title": pattern})])
    for title in TITLES:
        matcher.match(Context(title=title))


def test_ten_thousand_globs_of_wildcards_and_one_letter_answer() -> None:
    rng = random.Random(5)
    globs = ["".join(rng.choice("**?a") for _ in range(12)) + "*" for _ in range(10_000)]
    matcher = Matcher(
        [Rule(str(i), "", Condition(Field.TITLE, Kind.GLOB, (glob,))) for i, glob in enumerate(globs)]
    )
    expected = {
        str(i) for i, glob in enumerate(globs) if glob_for(Field.TITLE, Kind.GLOB, glob).matches("aba")
    }
    assert {match.rule.card for match in matcher.match(Context(title="aba"))} == expected


def test_ten_thousand_app_globs_answer_and_their_memory_is_bounded() -> None:
    matcher = Matcher([rule({"app": f"app{number}*"}, card=str(number)) for number in range(10_000)])
    for number in range(600):
        assert {match.rule.card for match in matcher.match(window(f"app{number:04d}x"))} <= {"0", str(number)}
    remembered = matcher._index._titles._remembered
    assert len(remembered) <= 256


@pytest.mark.parametrize(
    "context",
    [
        Context(title="\udcff", url="\udcff", app="\udcff", window_class="\udcff"),
        Context(title="\x00" * 10, app="\x00"),
        Context(title="x" * 1_000_000, app="y" * 1_000_000, url="z" * 1_000_000),
    ],
)
def test_a_context_that_was_not_normalised_does_no_harm(context: Context) -> None:
    rules = [
        rule({"title": "*x*"}),
        rule({"title_re": "x"}),
        rule({"url_re": "^$"}),
        rule({"app": "y*"}),
        rule({"app": "z?"}),
    ]
    assert len(Matcher(rules).explain(context)) == len(rules)


def test_a_matcher_keeps_no_title() -> None:
    secret = "zq9#secret"
    matcher = Matcher(
        [rule({"title": ["*z*", "?*"]}), rule({"title_re": "z"}), rule({"not": {"title": "a"}})]
    )
    assert len(matcher.match(Context(app="x", title=secret))) == 3
    assert not [kept for kept in _texts(matcher) if secret in kept]


def _texts(root: object) -> set[str]:
    """Every text that can be reached from ``root`` through attributes and containers."""
    found: set[str] = set()
    waiting, seen = [root], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            found.add(part)
        elif id(part) not in seen:
            seen.add(id(part))
            waiting += part.items() if isinstance(part, dict) else ()
            waiting += part if isinstance(part, list | tuple | set | frozenset) else ()
            waiting += vars(part).values() if hasattr(part, "__dict__") and not isinstance(part, type) else ()
            slots = [slot for kind in type(part).__mro__ for slot in getattr(kind, "__slots__", ())]
            waiting += [getattr(part, slot) for slot in slots if hasattr(part, slot)]
    return found


def test_the_reach_of_the_search_for_kept_titles_includes_patterns() -> None:
    texts = _texts(Matcher([rule({"title": "*needle*"})]))
    assert "needle" in texts
    assert isinstance(glob_for(Field.TITLE, Kind.GLOB, "x"), Glob)
