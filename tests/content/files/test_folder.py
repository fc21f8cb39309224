"""What the folder of a bundle does when the system refuses to show it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from content.files.folder import FolderFiles
from content.problems import ContentError


def test_a_folder_that_may_not_be_entered_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "bundle.yaml").write_text("id: desk")
    ask, ask_link = os.stat, os.lstat

    def refused(path: Any, **more: Any) -> os.stat_result:
        if str(path).startswith(str(folder / "bundle")):
            raise PermissionError(13, "Permission denied", str(path))
        return ask_link(path, **more) if more.get("follow_symlinks") is False else ask(path, **more)

    monkeypatch.setattr(os, "stat", refused)
    monkeypatch.setattr(os, "lstat", refused)
    with pytest.raises(ContentError, match=r"bundle\.yaml:0: cannot be read: Permission denied; check the"):
        FolderFiles(folder).read("bundle.yaml")
