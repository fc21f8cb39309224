"""Text is readable on every ground it may stand on, in every mode."""

from __future__ import annotations

import pytest

from overlay.theme.roles import Roles, contrast, dark, high_contrast, light

MODES = {"light": light(), "dark": dark(), "high contrast": high_contrast()}


@pytest.mark.parametrize("roles", MODES.values(), ids=MODES)
@pytest.mark.parametrize("ground", ["surface", "raised", "hover", "selected"])
def test_text_stands_out_from_every_ground(roles: Roles, ground: str) -> None:
    assert contrast(roles.text, getattr(roles, ground)) >= 7


@pytest.mark.parametrize("roles", MODES.values(), ids=MODES)
@pytest.mark.parametrize("ink", ["muted", "accent", "warning", "success"])
@pytest.mark.parametrize("ground", ["surface", "raised", "hover"])
def test_quiet_text_and_signs_are_readable(roles: Roles, ink: str, ground: str) -> None:
    assert contrast(getattr(roles, ink), getattr(roles, ground)) >= 4.5


@pytest.mark.parametrize("roles", MODES.values(), ids=MODES)
def test_a_tick_stands_out_from_its_box(roles: Roles) -> None:
    assert contrast(roles.on_accent, roles.accent) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")
