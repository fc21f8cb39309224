from __future__ import annotations

import pytest

from triggers.xdisplay import NoXServerError, XConnection, looks_like_xwayland


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
