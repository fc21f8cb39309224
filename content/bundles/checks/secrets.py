"""Finds what must not travel with a bundle: keys and passwords, account and card numbers, a person's address.

By patterns that are strict, so that a false alarm is rare; not everything is seen. What is found is never
repeated, because findings end up in logs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from content.bundles.checks.checksums import is_iban, is_payment_card
from content.bundles.checks.model import Check, Finding, Inspection
from content.cards.front_matter import split
from content.problems import Severity

# Every repetition is bounded: a text made to keep a search busy must not.

# Forms that their makers document, so that such scanners can find them.
_KEYS = {
    "a private key": r"-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----",
    "an AWS access key": r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b",
    "a GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})",
    "a GitLab token": r"\bglpat-[A-Za-z0-9_-]{20,}",
    "a Slack token": r"\bxox[abeoprs]-[A-Za-z0-9-]{20,}",
    "a Google API key": r"\bAIza[A-Za-z0-9_-]{35}\b",
    "a Stripe key": r"\b[rs]k_live_[A-Za-z0-9]{20,}",
    "a signed web token": r"\beyJ[A-Za-z0-9_-]{10,400}\.eyJ[A-Za-z0-9_-]{10,800}\.[A-Za-z0-9_-]{20}",
    "a password in an address": r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@<>{}$*]{1,64}:[^\s/@<>{}$*]{3,64}@[A-Za-z0-9]",
}
_KEY = re.compile("|".join(_KEYS.values()))

# "password: Sommer2026!" and not "password: at least 12 characters": a value of letters alone is a word.
_VALUE = r"[^\s`\"'<>{}\[\]()…&/]"
_PASSWORD = re.compile(
    r"\b(?:password|passphrase|passwd|pwd|passwort|kennwort|mot de passe|contraseña|wachtwoord|api[ _-]?key)"
    r"[`*\"']*(?: is| ist|\s*[:=])\s*[`*\"']*"
    rf"(?P<value>(?={_VALUE}{{0,64}}[0-9])(?={_VALUE}{{0,64}}[^\W\d_]){_VALUE}{{8,64}}+)(?![(/\[])",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r":(?:pass\w*|pwd|pw|secret|token|\w*pass)@", re.IGNORECASE)
_MASK = re.compile(r"(?:x{3,}|\*{3,}|\.{3})", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
# Digits in a row are mostly the number of something else, unless the line speaks of cards.
_OF_CARDS = re.compile(r"card|kart|cart[ae]|visa|amex|maestro", re.IGNORECASE)
_CARD = re.compile(
    r"(?<![\w.-])(?:[2-6][0-9]{3}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{1,7}|3[47][0-9]{2}([ -])[0-9]{6}\2[0-9]{5}"
    r"|[2-6][0-9]{12,18})(?![\w-])"
)
# Two names of letters with a dot between them are a person; "service.desk" is told apart by its words.
_ADDRESS = re.compile(
    r"\b(?P<names>[^\W\d_]{2,40}\.[^\W\d_]{2,40})@(?P<domain>[A-Za-z0-9.-]{1,80}\.[A-Za-z]{2,20})\b"
)
_OFFICES = frozenset(
    {"accounting", "accounts", "admin", "billing", "contact", "data", "desk", "finance", "help", "helpdesk"}
    | {"hotline", "hr", "info", "invoice", "invoices", "it", "mail", "no", "office", "orders", "payroll"}
    | {"portal", "post", "privacy", "purchasing", "reply", "sales", "security", "service", "shop", "support"}
    | {"team", "travel", "treasury"}
)
_FOR_EXAMPLES = re.compile(r"(?:^|\.)(?:example\.(?:com|net|org|edu)|[a-z0-9-]+\.(?:example|test|invalid))$")


class _Kind(NamedTuple):
    """What a check looks for: a pattern, whether what it found counts, and what to say; {} names it."""

    pattern: re.Pattern[str]
    counts: Callable[[re.Match[str]], bool]
    message: str
    remedy: str
    in_body: bool = False  # of cards alone: their owner may be a person, and windows name people


def _is_key(found: re.Match[str]) -> bool:
    return not _PLACEHOLDER.search(found[0])


def _is_card(found: re.Match[str]) -> bool:
    text = found.string
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.end() + 40]
    is_written_as_one = not found[0].isdigit() or _OF_CARDS.search(line)
    return bool(is_written_as_one) and is_payment_card(found[0])


def _is_password(found: re.Match[str]) -> bool:
    return not _MASK.search(found["value"])


def _is_personal(found: re.Match[str]) -> bool:
    words = found["names"].casefold().split(".")
    return not _OFFICES.intersection(words) and not _FOR_EXAMPLES.search(found["domain"].casefold())


_KINDS: Mapping[str, _Kind] = {
    "secret": _Kind(_KEY, _is_key, "holds {}", "take it out, and replace it: who has seen it may use it"),
    "password": _Kind(
        _PASSWORD,
        _is_password,
        "seems to hold a password",
        "take it out, and change it; say where people find it instead",
    ),
    "bank-account": _Kind(
        _IBAN,
        lambda found: is_iban(found[0]),
        "holds an IBAN",
        "say where people find it; a copy goes stale, and gets swapped by fraudsters",
    ),
    "payment-card": _Kind(
        _CARD,
        _is_card,
        "holds what seems to be the number of a payment card",
        "take it out",
    ),
    "personal-address": _Kind(
        _ADDRESS,
        _is_personal,
        "holds what seems to be a person's mail address",
        "name a team's address: people change places, and not everybody wants to be in there",
        in_body=True,
    ),
}


def _check(name: str, severity: Severity) -> Check:
    kind = _KINDS[name]

    def find(inspection: Inspection) -> Iterator[Finding]:
        for file, text in inspection.sources.texts.items():
            first = _first_line(file, text) if kind.in_body and kind.pattern.search(text) else 1
            for line, found in _matches(kind, text):
                if line >= first:
                    message = kind.message.format(_key_name(found))
                    yield Finding(file, message, kind.remedy, line=line)

    return Check(name, severity, find)


def _first_line(file: str, text: str) -> float:
    """The line that the body of a card begins on; past the end of any other file."""
    return split(text, file).body_line if file.endswith(".md") else math.inf


def _matches(kind: _Kind, text: str) -> Iterator[tuple[int, str]]:
    for found in kind.pattern.finditer(text):
        if kind.counts(found):
            yield text.count("\n", 0, found.start()) + 1, found[0]


def _key_name(found: str) -> str:
    return next((name for name, pattern in _KEYS.items() if re.match(pattern, found)), "")


CHECKS = (
    _check("secret", Severity.ERROR),
    _check("password", Severity.WARNING),
    _check("bank-account", Severity.WARNING),
    _check("payment-card", Severity.WARNING),
    _check("personal-address", Severity.WARNING),
)
