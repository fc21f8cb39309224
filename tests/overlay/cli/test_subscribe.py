from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.content.channels.desk.publisher import Publisher
from tests.overlay.cli.conftest import ROOT, Sidecue
from tests.overlay.cli.fake_app import FakeApp


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    made = Publisher(tmp_path / "channel")
    made.release("1.0")
    made.publish()
    made.invitation()
    return made


@pytest.fixture
def followed(publisher: Publisher, sidecue: Sidecue) -> Publisher:
    """The profile is subscribed to it."""
    sidecue("subscribe", publisher.folder / "invitation.json")
    return publisher


def test_a_running_app_gets_the_bundles_at_once(
    publisher: Publisher, sidecue: Sidecue, profile: Path
) -> None:
    with FakeApp(profile) as app:
        done = sidecue("subscribe", publisher.folder / "invitation.json")

    assert app.heard == [{"verb": "channels"}]
    assert done.out.endswith("The running app gets its bundles now.\n")  # `update` would find it at work


def test_an_invitation_file_is_taken_at_its_word(publisher: Publisher, sidecue: Sidecue) -> None:
    done = sidecue("subscribe", publisher.folder / "invitation.json")

    assert done.status == 0
    assert done.out.startswith("Subscribed to Treasury desk (treasury).\n")
    assert publisher.invited().fingerprint in done.out
    again = sidecue("subscribe", publisher.folder / "invitation.json")
    assert again.out.startswith("Already subscribed to Treasury desk")


def test_a_folder_is_not_believed_without_a_word_from_a_person(
    publisher: Publisher, sidecue: Sidecue
) -> None:
    done = sidecue("subscribe", publisher.folder)

    assert done.status == 1
    assert "add --fingerprint" in done.err
    assert sidecue("subscribe", "--list").out == "No channels; `sidecue subscribe` follows one.\n"


@pytest.mark.parametrize("handed", [True, False])
def test_an_invitation_is_shown_and_nothing_followed(
    publisher: Publisher, sidecue: Sidecue, handed: bool
) -> None:
    what = publisher.folder / "invitation.json" if handed else publisher.folder
    told = json.loads(sidecue("subscribe", what, "--show", "--json").out)

    assert told == {
        "id": "treasury",
        "title": "Treasury desk",
        "address": f"{publisher.folder.as_uri()}/",
        "fingerprint": publisher.invited().fingerprint,
        "handed": handed,
    }
    assert sidecue("subscribe", what, "--show").out.startswith("Treasury desk (treasury)\n  from ")
    assert sidecue("subscribe", "--list").out == "No channels; `sidecue subscribe` follows one.\n"


@pytest.mark.parametrize("right", [True, False])
def test_a_fingerprint_decides(publisher: Publisher, sidecue: Sidecue, right: bool) -> None:
    digits = publisher.invited().fingerprint if right else "0" * 64

    done = sidecue("subscribe", publisher.folder, "--fingerprint", digits)

    assert done.status == (0 if right else 1)
    assert ("not the one demanded" in done.err) is not right


def test_yes_said_beforehand_is_enough(publisher: Publisher, sidecue: Sidecue) -> None:
    assert sidecue("subscribe", publisher.folder, "--yes").status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="the terminal is one of POSIX")
@pytest.mark.parametrize(("said", "status"), [("yes", 0), ("no", 1), ("", 1)])
def test_a_person_at_a_terminal_is_asked(publisher: Publisher, profile: Path, said: str, status: int) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, f"{said}\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "overlay.cli.main", "--profile", profile, "subscribe", publisher.folder],
        cwd=ROOT,
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    os.close(ours)
    os.close(theirs)

    assert done.returncode == status
    assert "Did the publisher tell you the same?" in done.stderr
    assert done.stderr.endswith("Nothing was subscribed to.\n") is (status == 1)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "say what to subscribe to"),
        (("nowhere",), 2, "there is no such file or folder"),
        (("ftp://x.example/",), 1, "is no kind of address that channels have"),
        (("http://127.0.0.1:9/",), 1, "127.0.0.1:9: cannot be reached"),
    ],
)
def test_what_cannot_be_subscribed_to_is_told(
    sidecue: Sidecue, arguments: tuple[str, ...], status: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    done = sidecue("subscribe", *arguments)

    assert done.status == status
    assert said in done.err


def test_the_list_says_how_each_channel_fares(followed: Publisher, sidecue: Sidecue) -> None:
    assert "not looked at yet" in sidecue("subscribe", "--list").out
    sidecue("update")

    assert "Treasury desk (treasury): active" in sidecue("subscribe", "--list").out
    [channel] = json.loads(sidecue("subscribe", "--list", "--json").out)
    assert channel["bundles"] == [{"id": "desk", "version": "1.0"}]
    assert channel["state"] == "active"


def test_an_update_says_what_changed(followed: Publisher, sidecue: Sidecue) -> None:
    assert sidecue("update").out == "Treasury desk: desk 1.0 is new\n"
    assert sidecue("update").out == "Treasury desk: nothing new\n"
    followed.release("1.1")
    followed.publish()
    assert sidecue("update", "treasury").out == "Treasury desk: desk 1.0 → 1.1\n"
    followed.lines.clear()
    followed.publish()
    assert sidecue("update").out == "Treasury desk: desk 1.1 was withdrawn\n"


def test_a_refused_bundle_makes_the_status_1(followed: Publisher, sidecue: Sidecue) -> None:
    followed.release("1.1", b"bad")
    followed.publish()

    done = sidecue("update", "--quiet")

    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("sidecue: Treasury desk: desk 1.1 is refused: ")


def test_what_happened_is_there_in_json_too(followed: Publisher, sidecue: Sidecue) -> None:
    [channel] = json.loads(sidecue("update", "--json").out)["channels"]

    assert channel == {
        "channel": "treasury",
        "title": "Treasury desk",
        "changes": [{"bundle": "desk", "before": "", "after": "1.0", "refused": "", "remedy": ""}],
        "problem": "",
        "remedy": "",
    }


def test_without_a_channel_there_is_nothing_to_ask(sidecue: Sidecue) -> None:
    done = sidecue("update")
    assert (done.status, done.out) == (0, "No channels; `sidecue subscribe` follows one.\n")
    assert sidecue("update", "other").status == 1


def test_the_bundles_of_a_channel_are_searched(followed: Publisher, sidecue: Sidecue) -> None:
    sidecue("update")
    assert "Pay 1.0" in sidecue("find", "pay").out


def test_a_bundle_changed_on_disk_is_not_searched(
    followed: Publisher, sidecue: Sidecue, profile: Path
) -> None:
    sidecue("update")
    [file] = profile.glob("channels/treasury/targets/*.cue")
    file.write_bytes(file.read_bytes() + b"x")

    done = sidecue("find", "pay")

    assert "Pay 1.0" not in done.out
    assert "was changed or removed on this computer" in done.err


def test_unsubscribing_ends_it(followed: Publisher, sidecue: Sidecue) -> None:
    sidecue("update")
    assert sidecue("unsubscribe", "treasury").status == 0
    assert "Pay 1.0" not in sidecue("find", "pay").out
    assert sidecue("unsubscribe", "treasury").status == 1


def test_an_organisation_subscribes_its_desks(
    publisher: Publisher, sidecue: Sidecue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text(f"channels: [{publisher.folder / 'invitation.json'}]\n")
    monkeypatch.setenv("SIDECUE_POLICY", str(file))

    assert sidecue("update").out == "Treasury desk: desk 1.0 is new\n"
    assert "set by your organisation" in sidecue("subscribe", "--list").out
    refused = sidecue("unsubscribe", "treasury")
    assert refused.err == (
        "sidecue: treasury: is set by your organisation's policy; ask your administrator\n"
    )


def test_an_invitation_of_a_policy_that_is_not_there_is_told(
    sidecue: Sidecue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text(f"channels: [{tmp_path / 'gone.json'}]\n")
    monkeypatch.setenv("SIDECUE_POLICY", str(file))

    done = sidecue("update")

    assert done.status == 1
    assert "gone.json" in done.err
