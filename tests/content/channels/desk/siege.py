"""A desk under siege: it has a good bundle, and somebody else holds its server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from content.channels.desk.desk import Desk
from tests.content.channels.desk.publisher import Publisher
from tests.content.channels.desk.server import Site


def versions(desk: Desk) -> dict[str, str]:
    """What the desk shows."""
    return {bundle.id: bundle.version for bundle in desk.active().bundles}


@dataclass
class Siege:
    """A desk that has version 1.0, and a server on which an attacker does as they please."""

    desk: Desk
    publisher: Publisher
    site: Site
    folder: Path

    @property
    def metadata(self) -> Path:
        return self.publisher.folder / "metadata"


def files_outside(folder: Path) -> set[Path]:
    """Everything around ``folder``, which an update must leave alone."""
    return {path for path in folder.parent.rglob("*") if not path.is_relative_to(folder)}


def withstood(siege: Siege) -> str:
    """Update, see that all stays as it is, that an honest publisher is heard again; what the desk said."""
    outside = files_outside(siege.folder)

    [report] = siege.desk.update()

    assert report.changes == ()
    assert report.problem
    assert versions(siege.desk) == {"desk": "1.0"}
    assert siege.desk.active().problems == ()
    assert files_outside(siege.folder) == outside
    assert not list(siege.folder.rglob("*.new"))
    return report.problem


def new_release(siege: Siege) -> None:
    siege.publisher.release("1.1")
    siege.publisher.publish()
