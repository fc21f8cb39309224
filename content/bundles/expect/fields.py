"""The fields of ``expect.yaml`` and of a window trace as a schema. Not for reading either: see reader.py.

An expectation is one entry of ``expect.yaml``, which is a list of them. A trace has windows alone, one a
line, each with the ``cards`` it should bring beside its fields.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from triggers.roles import ROLES
from triggers.titles import MAX_LENGTH

_CARD = Annotated[str, Meta(min_length=1, max_length=300, description="the id of a card")]
Cards = Annotated[
    tuple[_CARD, ...],
    Meta(
        max_length=1000,
        description="a list of card ids, [] for none",
        examples=["[payments/release-run, payments/undo-run]"],
    ),
]


def _told(description: str, example: str, longest: int = 4 * MAX_LENGTH) -> Meta:
    """What is said of a field that holds any text."""
    return Meta(max_length=longest, description=description, examples=[example])


class WindowFields(msgspec.Struct, frozen=True, rename={"window_class": "class"}):
    """One window as it is written down. What is left out is not known, the system too."""

    app: Annotated[str, _told("a process name, as text", "soffice.bin", MAX_LENGTH)] = ""
    window_class: Annotated[str, _told("a window class, as text", "Mousepad", MAX_LENGTH)] = ""
    title: Annotated[
        str, _told("the title as the window states it", '"payment run 12.ods - LibreOffice Calc"')
    ] = ""
    url: Annotated[str, _told("the address of the page", '"https://erp.example.org/payments"')] = ""
    os: Annotated[
        Literal["", "linux", "windows", "macos"],
        Meta(description="linux, windows or macos", examples=["windows"]),
    ] = ""
    dialog_text: Annotated[
        str,
        _told(
            "what the labels of a dialog say, one a line",
            '"The file could not be saved. Error 0x8007000E"',
        ),
    ] = ""
    control: Annotated[str, _told("the name of the control that is used", "Export")] = ""
    control_role: Annotated[
        str,
        Meta(
            pattern=rf"^({'|'.join(ROLES)})?$(?!\n)",
            description="what that control is, in a word that rules have for it",
            examples=["button"],
        ),
    ] = ""
    roles: Annotated[
        tuple[str, ...],
        Meta(
            max_length=100,
            description="a list of the roles of the person at the desk",
            examples=["[finance]"],
        ),
    ] = ()
    language: Annotated[
        str,
        Meta(
            pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$(?!\n)",
            description="the language that the person at the desk reads",
            examples=["de"],
        ),
    ] = ""


class ExpectationFields(msgspec.Struct, frozen=True):
    """One entry of ``expect.yaml``: this window brings exactly these cards, in this order."""

    window: Annotated[
        WindowFields,
        Meta(
            description="the fields of a window",
            examples=['{app: soffice.bin, title: "payment run 12.ods"}'],
        ),
    ]
    cards: Cards
