from __future__ import annotations

from pathlib import Path

from content.bundles.model import Bundle
from content.problems import Problem, Severity
from overlay.problems.model import ELSEWHERE, SIDECUE, AppProblem, as_text, grouped


def bundle(root: Path, title: str) -> Bundle:
    return Bundle(root.name, "1.0", title, "Example", ("en",), root, (), ())


def problem(file: Path, line: int, severity: Severity = Severity.ERROR, field: str = "") -> Problem:
    return Problem(str(file), line, field, f"wrong in line {line}", "mend it", severity)


def test_each_bundle_has_its_problems_and_the_app_comes_first(tmp_path: Path) -> None:
    one, two = bundle(tmp_path / "one", "One"), bundle(tmp_path / "two", "Two")
    found = [problem(two.root / "cards/b.md", 2), problem(one.root / "cards/a.md", 1)]
    groups = grouped([AppProblem("the hotkey is taken")], found, [one, two])
    assert [group.title for group in groups] == [SIDECUE, "One", "Two"]
    assert [group.folder for group in groups] == [None, one.root, two.root]
    assert groups[1].findings[0].where == "cards/a.md:1"


def test_a_folder_with_a_similar_name_is_another_folder(tmp_path: Path) -> None:
    desk, desks = bundle(tmp_path / "desk", "Desk"), bundle(tmp_path / "desks", "Desks")
    groups = grouped([], [problem(desks.root / "cards/a.md", 1)], [desk, desks])
    assert [group.title for group in groups] == ["Desks"]


def test_what_belongs_to_no_bundle_keeps_its_full_path(tmp_path: Path) -> None:
    lost = tmp_path / "lost" / "bundle.yaml"
    (group,) = grouped([], [problem(lost, 0)], [])
    assert (group.title, group.folder) == (ELSEWHERE, None)
    assert group.findings[0].where == str(lost)


def test_errors_stand_before_warnings_and_files_in_their_order(tmp_path: Path) -> None:
    home = bundle(tmp_path / "one", "One")
    card = home.root / "cards/a.md"
    found = [problem(card, 9), problem(card, 1, Severity.WARNING), problem(card, 4)]
    (group,) = grouped([], found, [home])
    assert [finding.where for finding in group.findings] == ["cards/a.md:4", "cards/a.md:9", "cards/a.md:1"]


def test_the_field_is_part_of_what_is_said(tmp_path: Path) -> None:
    (group,) = grouped([], [problem(tmp_path / "a.md", 3, field="when[1].title_re")], [])
    assert group.findings[0].message == "when[1].title_re: wrong in line 3"


def test_a_packed_bundle_is_mended_in_the_folder_that_holds_it(tmp_path: Path) -> None:
    packed = bundle(tmp_path / "one-1.0.cue", "One")
    (group,) = grouped([], [problem(packed.root / "cards/a.md", 2), problem(packed.root, 0)], [packed])
    assert group.folder == tmp_path
    assert [finding.where for finding in group.findings] == ["one-1.0.cue", "cards/a.md:2"]


def test_nothing_wrong_makes_no_groups(tmp_path: Path) -> None:
    assert grouped([], [], [bundle(tmp_path, "One")]) == ()


def test_as_text_it_says_everything(tmp_path: Path) -> None:
    home = bundle(tmp_path / "one", "One")
    groups = grouped(
        [AppProblem("the hotkey is taken", "choose another")], [problem(home.root / "a.md", 3)], [home]
    )
    assert as_text(groups) == (
        "Sidecue itself\n- the hotkey is taken; choose another\n\nOne\n- a.md:3: wrong in line 3; mend it"
    )
