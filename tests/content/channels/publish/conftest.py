"""A channel, a web server for it, and desks that read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.content.channels.publish.publisher import Desk, Publisher, invited_root, served


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    made = Publisher(tmp_path / "channel")
    made.init()
    return made


@pytest.fixture
def new_desk(publisher: Publisher, tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Desks that were invited when the channel was made."""
    root = invited_root(publisher.folder)
    desks: list[Desk] = []
    with served(publisher.folder) as url:

        def new() -> Desk:
            desks.append(Desk(tmp_path / f"desk-{len(desks)}", url, root))
            return desks[-1]

        yield new
