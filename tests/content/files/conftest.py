"""A bundle on disk, as the tests of bundles have it."""

from __future__ import annotations

from tests.content.bundles.conftest import root, write

__all__ = ["root", "write"]
