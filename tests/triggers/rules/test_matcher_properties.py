"""The matcher against an evaluator so plain that it can be believed, on random rules and windows."""

from __future__ import annotations

import unicodedata

import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from triggers.context import Context
from triggers.rules.globs import PatternError, glob_for
from triggers.rules.matcher import Matcher, rank
from triggers.rules.model import All, AnyOf, Expression, Field, Kind, Not, Rule
from triggers.rules.model import Test as Condition
from triggers.shown import dialog_text, plain
from triggers.titles import normalise

# Few letters, so that patterns hit; with letters that fold, compose, grow or are astral.
LETTERS = "abB éÉßſİ\u0301K😀-"
texts = st.text(alphabet=LETTERS, max_size=8)
pieces = [*"abB é-", "ß", "*", "*", "?", "\\?", "\\\\", "\\", "ab", "bé"]
title_globs_raw = st.lists(st.sampled_from(pieces), min_size=1, max_size=6).map("".join)
url_globs = st.lists(st.sampled_from([*pieces, "\\*"]), min_size=1, max_size=6).map("".join)
regexes = st.sampled_from(
    ["a", "b+", "^a", "b$", "a.*b", "(?i)É", "[ab]{2}", "^$", "a|é", r"\bab\b", "(a+)+$", "(?i)ss", ".", "😀"]
)
apps = st.sampled_from(["a", "ab", "a.exe", "AB.BIN", "b*", "*b", "a?", "*", "é*", "cc"])
names = st.sampled_from(["", "a", "AB", "a.exe", "ab.bin", "b", "É", "ba.app", "cc.exe"])


def fold(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())


def usable(pattern: str) -> bool:
    try:
        glob_for(Field.TITLE, Kind.GLOB, pattern)
    except PatternError:
        return False
    # A star that stands for itself may be a modified mark, which is taken off before anything is compared.
    return bool(pattern.strip()) and "\\*" not in tokens(pattern)


title_globs = title_globs_raw.filter(usable)


def some(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, min_size=1, max_size=3).map(tuple)


def conditions_on(field: Field, kind: Kind, values: st.SearchStrategy[str]) -> st.SearchStrategy[Condition]:
    return st.builds(Condition, st.just(field), st.just(kind), some(values))


conditions = st.one_of(
    conditions_on(Field.APP, Kind.GLOB, apps),
    conditions_on(Field.CLASS, Kind.GLOB, apps),
    conditions_on(Field.OS, Kind.LITERAL, st.sampled_from(["linux", "macos"])),
    conditions_on(Field.TITLE, Kind.GLOB, title_globs),
    conditions_on(Field.TITLE, Kind.LITERAL, texts),
    conditions_on(Field.TITLE, Kind.REGEX, regexes),
    conditions_on(Field.URL, Kind.GLOB, url_globs),
    conditions_on(Field.URL, Kind.REGEX, regexes),
    conditions_on(Field.DIALOG, Kind.GLOB, url_globs),
    conditions_on(Field.DIALOG, Kind.REGEX, regexes),
    conditions_on(Field.CONTROL, Kind.GLOB, url_globs),
    conditions_on(Field.ROLE, Kind.LITERAL, st.sampled_from(["button", "link"])),
)
expressions: st.SearchStrategy[Expression] = st.recursive(
    conditions,
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(lambda p: All(tuple(p)), st.lists(parts, max_size=4)),
        st.builds(lambda p: AnyOf(tuple(p)), st.lists(parts, max_size=4)),
    ),
    max_leaves=8,
)
rule_sets = st.lists(
    st.builds(
        Rule,
        card=st.sampled_from("abc"),
        where=st.sampled_from("12"),
        condition=expressions,
        required=st.booleans(),
        priority=st.integers(-1, 1),
        bundle_order=st.integers(0, 1),
    ),
    max_size=12,
)
contexts = st.builds(
    Context,
    app=names,
    window_class=names,
    title=texts.map(normalise),
    url=texts,
    os=st.sampled_from(["linux", "macos", ""]),
    role=st.sampled_from(["button", ""]),
    control=texts.map(plain),
    dialog_text=st.lists(texts, max_size=3).map("\n".join).map(dialog_text),
)


def fits(glob: list[str], text: str) -> bool:
    """Whether ``text`` fits a glob of single tokens, by trying everything."""
    if not glob:
        return not text
    if glob[0] == "*":
        return any(fits(glob[1:], text[i:]) for i in range(len(text) + 1))
    if not text:
        return False
    return (glob[0] == "?" or glob[0] == "\\" + text[0] or glob[0] == text[0]) and fits(glob[1:], text[1:])


def tokens(pattern: str) -> list[str]:
    """``*``, ``?``, and single folded characters with a backslash before each."""
    found, plain, rest = [], "", pattern
    while rest:
        step = 2 if rest[:1] == "\\" and rest[1:2] in ("*", "?", "\\") else 1
        if step == 1 and rest[0] in "*?":
            found += [f"\\{letter}" for letter in fold(plain)] + [rest[0]]
            plain = ""
        else:
            plain += rest[step - 1]
        rest = rest[step:]
    return found + [f"\\{letter}" for letter in fold(plain)]


def bare(name: str) -> str:
    return name[:-4] if name[-4:] in (".exe", ".bin", ".app") else name


def holds_plainly(test: Condition, context: Context) -> bool:
    """One test, straight from docs/rules.md; title patterns here have no decorations to be taken off."""
    if test.kind is Kind.REGEX:
        text = {
            Field.TITLE: context.title,
            Field.URL: context.url,
            Field.DIALOG: context.dialog_text.replace("\n", " "),
        }[test.field]
        if test.field is not Field.TITLE and not text:
            return False
        return any(re2.search(pattern, text) for pattern in test.patterns)
    if test.field is Field.APP:
        stated = [fold(name) for name in (context.app, context.window_class) if name] or [""]
        return any(
            fits(tokens(pattern), name) or fits(tokens(pattern), bare(name))
            if "*" in pattern or "?" in pattern
            else bare(fold(pattern)) == bare(name)
            for pattern in test.patterns
            for name in stated
        )
    if test.field is Field.ROLE:
        return context.role in test.patterns
    if test.field in (Field.DIALOG, Field.CONTROL):
        stated = [context.control] if test.field is Field.CONTROL else _texts(context.dialog_text)
        return any(
            fits(tokens(clean_glob(pattern)), fold(text))
            for pattern in test.patterns
            for text in filter(None, stated)
        )
    if test.kind is Kind.LITERAL:
        text = context.os if test.field is Field.OS else context.title
        return any(fold(normalise(pattern)) == fold(text) for pattern in test.patterns)
    if test.field is Field.URL and not context.url:
        return False
    text = {Field.TITLE: context.title, Field.URL: context.url, Field.CLASS: context.window_class}[test.field]
    return any(fits(tokens(clean_glob(pattern)), fold(text)) for pattern in test.patterns)


def _texts(dialog: str) -> list[str]:
    return [dialog.replace("\n", " "), *dialog.split("\n")]


def clean_glob(pattern: str) -> str:
    return unicodedata.normalize("NFC", " ".join(pattern.split())).strip()


def naive(expression: Expression, context: Context) -> bool:
    match expression:
        case Condition():
            return holds_plainly(expression, context)
        case Not(part):
            return not naive(part, context)
        case All(parts):
            return all(naive(part, context) for part in parts)
        case AnyOf(parts):
            return any(naive(part, context) for part in parts)


@settings(max_examples=400, deadline=None)
@given(rule_sets, st.lists(contexts, min_size=1, max_size=4))
def test_the_matcher_finds_what_a_plain_evaluator_finds(rules: list[Rule], windows: list[Context]) -> None:
    matcher = Matcher(rules)
    for context in windows:
        matches = matcher.match(context)
        expected = [rule for rule in rules if naive(rule.condition, context)]
        assert sorted(map(id, (match.rule for match in matches))) == sorted(map(id, expected))
        assert [rank(match) for match in matches] == sorted(rank(match) for match in matches)


@settings(max_examples=200, deadline=None)
@given(rule_sets, contexts)
def test_explanations_agree_with_matches(rules: list[Rule], context: Context) -> None:
    matcher = Matcher(rules)
    explained = matcher.explain(context)
    matches = matcher.match(context)
    assert [told.rule for told in explained if told.holds] == [match.rule for match in matches]
    assert len(explained) == len(rules)
    assert all(match.specificity >= (0, 0) for match in matches)


@settings(max_examples=200, deadline=None)
@given(rule_sets, contexts)
def test_the_same_rules_in_another_order_give_the_same_answer(rules: list[Rule], context: Context) -> None:
    def answer(order: list[Rule]) -> list[tuple[object, ...]]:
        return [(rank(match), match.because) for match in Matcher(order).match(context)]

    assert sorted(map(str, answer(rules))) == sorted(map(str, answer(rules[::-1])))
