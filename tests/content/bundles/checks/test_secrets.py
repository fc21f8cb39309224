"""Keys, passwords, numbers and addresses that must not travel, and ordinary text that looks like them.

Every key here is made up; they are put together in parts, so that scanners leave this file alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from content.bundles.checks.check import check
from content.bundles.checks.checksums import is_iban, is_payment_card
from content.bundles.reader import read_bundle
from content.problems import Problem
from tests.content.bundles.conftest import GOOD, TODAY, Write

NAMES = {"secret", "password", "bank-account", "payment-card", "personal-address"}

FOUND = [
    ("-----BEGIN OPENSSH PRIVATE" + " KEY-----", "secret", "holds a private key"),
    ("AK" + "IAIOSFODNN7EXAMPLE", "secret", "holds an AWS access key"),
    ("use gh" + "p_" + "a1B2" * 9, "secret", "holds a GitHub token"),
    ("glp" + "at-" + "x1y2" * 6, "secret", "holds a GitLab token"),
    ("xox" + "b-123456789012-abcdefghijkl", "secret", "holds a Slack token"),
    ("AI" + "za" + "b" * 35, "secret", "holds a Google API key"),
    ("sk" + "_live_" + "4" * 24, "secret", "holds a Stripe key"),
    ("ey" + "JhbGciOiJIUzI1." + "ey" + "JzdWIiOiIxMjM0." + "s" * 24, "secret", "holds a signed web token"),
    ("https://ana:geheim1@erp.example.com/", "secret", "holds a password in an address"),
    ("Password: Sommer2026!", "password", "seems to hold a password"),
    ("Das Passwort ist `Winter-2027`.", "password", "seems to hold a password"),
    ("api_key = 'a1b2c3d4e5f6'", "password", "seems to hold a password"),
    ("Pay to DE89 3704 0044 0532 0130 00 today", "bank-account", "holds an IBAN"),
    ("GB82WEST12345698765432", "bank-account", "holds an IBAN"),
    ("Karte: 4012888888881881", "payment-card", "holds what seems to be the number of a payment card"),
    ("no. 4012 8888 8888 1881", "payment-card", "holds what seems to be the number of a payment card"),
    ("ask jane.doe@bigcorp.com", "personal-address", "holds what seems to be a person's mail address"),
    ("jörg.müller@firma.de", "personal-address", "holds what seems to be a person's mail address"),
]

ORDINARY = [
    "Choose a password: at least 12 characters, with a digit.",
    "Password: ********1",
    "The password is sent by letter within 24 hours.",
    "Passwort: <dein Passwort1>",
    "Never type your password into a mail. 2026-11-21T10:00:00",
    "DE00 3704 0044 0532 0130 00",
    "Order 4111111111111111112345 of 2026",
    "Telephone +49 30 901820, extension 12345",
    "service.desk@bigcorp.com, it.support@bigcorp.com, desk@bigcorp.com",
    "jane.doe@example.org",
    "BEGIN PUBLIC KEY, AKIA and eyJ are beginnings",
    "https://erp.example.com:8443/@home",
    "https://user:{password}@host",
    "0000 0000 0000 0000",
    "Ticket 4012888888881881",
    "password = b64.decode16(text)",
    "The key has a passphrase: keys/root/root-1.pem",
    "https://user:password@proxy.example.com",
]


def found(root: Path) -> list[Problem]:
    return [problem for problem in check(read_bundle(root), TODAY) if problem.name in NAMES]


@pytest.mark.parametrize(("text", "name", "message"), FOUND)
def test_what_must_not_travel_is_found_and_not_repeated(
    root: Path, write: Write, text: str, name: str, message: str
) -> None:
    file = write("a", GOOD, f"Some words.\n\n{text}")
    (problem,) = found(root)
    assert (problem.file, problem.line, problem.name, problem.message) == (str(file), 9, name, message)
    assert text.rsplit(maxsplit=1)[-1] not in str(problem)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_alone(root: Path, write: Write, text: str) -> None:
    write("a", GOOD, text)
    assert found(root) == []


def test_other_files_are_looked_through_as_well(root: Path, write: Write) -> None:
    write("a", GOOD)
    manifest = root / "bundle.yaml"
    manifest.write_text(manifest.read_text() + "description: glp" + "at-" + "x1y2" * 6 + "\n")
    (problem,) = found(root)
    assert (problem.file, problem.line) == (str(manifest), 6)


def test_an_owner_may_be_a_person(root: Path, write: Write) -> None:
    write("a", f"{GOOD}\nlanguage: en".replace("owner: x", "owner: jane.doe@bigcorp.com"))
    assert found(root) == []


@pytest.mark.parametrize(
    "number", ["DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "FR1420041010050500013M02606"]
)
def test_an_iban_counts_with_its_own_check_digits_alone(number: str) -> None:
    assert is_iban(number)
    assert not is_iban(number[:-1] + str((int(number[-1]) + 1) % 10))
    assert not is_iban(f"XX{number[2:]}")
    assert not is_iban(f"{number}1")


@pytest.mark.parametrize("number", ["4012888888881881", "6011 0009 9013 9424", "378282246310005"])
def test_a_card_number_counts_with_its_own_check_digit_alone(number: str) -> None:
    assert is_payment_card(number)
    assert not is_payment_card(number[:-1] + str((int(number[-1]) + 1) % 10))
    assert not is_payment_card(number[:9])
