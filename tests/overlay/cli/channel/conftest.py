"""A channel made by the command, and passphrases from the environment, as a scheduler would have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.overlay.cli.conftest import Sidecue
from tests.overlay.desk import write_bundle

PASSPHRASE = "correct horse battery"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def channel(tmp_path: Path, keys: Path, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A channel whose root keys are three, of which two have to sign."""
    monkeypatch.setenv("SIDECUE_PASSPHRASE", PASSPHRASE)
    folder = tmp_path / "channel"
    numbers = ("--root-keys", 3, "--root-threshold", 2)
    title = ("--title", "Example desk", "--url", "https://example.org/desk")
    done = sidecue("channel", "init", folder, *title, "--keys", keys, *numbers, "--no-passphrase", "online")
    assert done.status == 0, done.err
    return folder


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "sales")
