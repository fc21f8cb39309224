"""A bundle "desk" for tests of the readers that only look at which cards there are and which have a rule."""

from __future__ import annotations

from pathlib import Path

from tests.content.bundles.conftest import MANIFEST

_WHENS = {"pay": "when: {title: '*pay*'}\n", "mail": "when: {app: mail}\n", "terms": ""}


def write_desk(folder: Path) -> Path:
    """Save it in ``folder``: "pay" and "mail" have a rule, "terms" has none."""
    (folder / "cards").mkdir(parents=True)
    (folder / "bundle.yaml").write_text(MANIFEST)
    for name, when in _WHENS.items():
        (folder / "cards" / f"{name}.md").write_text(f"---\ntitle: {name}\n{when}keywords: x\n---\nText.\n")
    return folder
