"""Every test below runs against a real platform: it carries ``platform`` and the name of its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.triggers.conftest import bus

__all__ = ["bus"]

pytest.register_assert_rewrite("tests.platforms.promises")

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.platform)
            item.add_marker(item.path.relative_to(_HERE).parts[0])
