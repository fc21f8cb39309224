"""Proof that a test run had no Qt to lean on; only `make test-core` names this file and so runs it."""

from __future__ import annotations

import importlib.util

import pytest


@pytest.mark.parametrize("library", ["PySide6", "shiboken6", "pytestqt"])
def test_qt_is_not_installed(library: str) -> None:
    assert importlib.util.find_spec(library) is None
