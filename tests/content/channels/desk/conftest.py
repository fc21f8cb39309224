"""A publisher with one bundle, and a desk that is subscribed to it by folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.channels.desk.desk import Desk
from content.channels.desk.transports import Transports
from tests.content.channels.desk.publisher import Publisher
from tests.content.channels.desk.server import serving
from tests.content.channels.desk.siege import Siege, versions
from tests.content.memory.examples import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime.now(UTC))


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    made = Publisher(tmp_path / "channel")
    made.release("1.0")
    made.publish()
    return made


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "channels"


@pytest.fixture
def transports() -> Iterator[Transports]:
    made = Transports()
    yield made
    made.close()


@pytest.fixture
def desk(publisher: Publisher, profile: Path, transports: Transports, clock: Clock) -> Desk:
    made = Desk(profile, transports, clock)
    made.subscribe(publisher.invited())
    return made


@pytest.fixture
def siege(tmp_path: Path, publisher: Publisher, clock: Clock, transports: Transports) -> Iterator[Siege]:
    with serving(publisher.folder) as site:
        desk = Desk(tmp_path / "profile" / "channels", transports, clock)
        desk.subscribe(publisher.invited(site.address))
        desk.update()
        assert versions(desk) == {"desk": "1.0"}
        yield Siege(desk, publisher, site, tmp_path / "profile")
