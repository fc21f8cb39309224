"""The check digits of bank account and payment card numbers. Not for finding such numbers in a text."""

from __future__ import annotations

# Length and country of an IBAN, as the registry of ISO 13616 has them ; newer countries are not seen.
_IBAN_LENGTHS = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
_LENGTH_OF = {country: length for length, some in _IBAN_LENGTHS.items() for country in some.split()}


def is_iban(text: str) -> bool:
    """Whether ``text``, blanks aside, is an IBAN: a known country, its length, ISO 7064 mod 97-10."""
    number = "".join(text.split())
    if not number.isalnum() or not number.isascii() or _LENGTH_OF.get(number[:2]) != len(number):
        return False
    return int("".join(str(int(character, 36)) for character in number[4:] + number[:4])) % 97 == 1


def is_payment_card(text: str) -> bool:
    """Whether ``text``, blanks and hyphens aside, is a card number by length and check digit (ISO 7812)."""
    digits = [int(character) for character in text if character.isdigit()]
    if not 13 <= len(digits) <= 19 or len(set(digits)) < 3:
        return False
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
