"""`sidecue missing` prints what was noted, and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from content.memory.memory import Memory
from tests.overlay.cli.conftest import Sidecue

DAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


def test_the_list_in_three_forms(sidecue: Sidecue, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "me", lambda: DAY)
    for query in ("cancel, then refund", "dunning", "dunning", "=1+1"):
        memory.note_missing(query)
    memory.close()

    def said(*options: str) -> str:
        done = sidecue("--profile", tmp_path / "me", "missing", *options)
        assert (done.status, done.err) == (0, "")
        return done.out

    assert said().splitlines() == [
        "2026-05-04    1 ×  cancel, then refund",
        "2026-05-04    2 ×  dunning",
        "2026-05-04    1 ×  =1+1",
    ]
    assert said("--csv").splitlines()[1:] == [
        '"cancel, then refund",1,2026-05-04,2026-05-04',
        "dunning,2,2026-05-04,2026-05-04",
        "'=1+1,1,2026-05-04,2026-05-04",
    ]
    assert json.loads(said("--json"))[1] == {
        "query": "dunning", "count": 2, "first": "2026-05-04", "last": "2026-05-04",
    }  # fmt: skip
