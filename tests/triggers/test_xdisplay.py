from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from Xlib import X

from triggers.xdisplay import NoXServerError, XConnection, looks_like_xwayland, without_other_properties

WANTED = 39


def change(atom: int) -> bytes:
    """An event of a property, as it comes from the server."""
    return struct.pack("=BBHLLLB15x", X.PropertyNotify, 0, 7, 1, atom, 2, 0)


def other(kind: int) -> bytes:
    """Some other answer; an atom there is none."""
    return bytes([kind]) + struct.pack("=7xL", 400) + bytes(20)


@given(st.lists(st.sampled_from([change(WANTED), change(400), other(0), other(X.ConfigureNotify)])))
def test_changes_of_other_properties_are_left_out_and_nothing_else(answers: list[bytes]) -> None:
    left = without_other_properties(b"".join(answers), {WANTED})
    assert left == b"".join(answer for answer in answers if answer != change(400))


@pytest.mark.parametrize("tail", [other(1) + change(400), other(35) + change(400), change(400)[:31]])
def test_what_may_be_longer_or_goes_on_stays_whole(tail: bytes) -> None:
    assert without_other_properties(change(400) + change(WANTED) + tail, {WANTED}) == change(WANTED) + tail


def test_without_display_it_says_so_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(NoXServerError) as problem:
        XConnection()
    assert "DISPLAY is not set" in problem.value.reason
    assert "graphical session" in problem.value.remedy


@pytest.mark.parametrize("display", [":987", "nonsense", "127.0.0.1:987"])
def test_an_unreachable_server_is_one_kind_of_error(display: str) -> None:
    with pytest.raises(NoXServerError, match="cannot be reached"):
        XConnection(display)


@pytest.mark.parametrize(
    ("extensions", "outputs", "xwayland"),
    [
        (["RANDR", "XWAYLAND"], [], True),
        (["RANDR"], ["XWAYLAND0"], True),
        (["RANDR", "XTEST"], ["HDMI-1", "eDP-1"], False),
        (["RANDR"], ["screen"], False),
    ],
)
def test_xwayland_is_told_from_a_real_server(
    extensions: list[str], outputs: list[str], xwayland: bool
) -> None:
    assert looks_like_xwayland(extensions, outputs) is xwayland
