from __future__ import annotations

import importlib.metadata
import tomllib
from pathlib import Path

import pytest

from overlay.version import version


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads(Path(__file__).resolve().parents[2].joinpath("pyproject.toml").read_text())
    assert version() == project["project"]["version"]


def test_sources_that_were_never_installed_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", nowhere)
    assert version() == "unknown"
