"""`sidecue xapi` on a profile with an event log, and a store on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.events.event import Event
from content.memory.lock import FolderLock
from content.xapi.standing import heard
from overlay.cli import xapi
from overlay.login_name import login_name
from overlay.profile import Profile
from tests.content.xapi.examples import numbered
from tests.content.xapi.store import Store, serving
from tests.overlay.cli.conftest import Sidecue


@pytest.fixture
def store() -> Iterator[Store]:
    with serving() as made:
        yield made


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, Event]]:
    """The rows of the event log; tests append to it."""
    rows: list[tuple[int, Event]] = []

    def rows_after(_profile: Profile, number: int) -> Iterator[tuple[int, Event]]:
        return (row for row in rows if row[0] > number)

    monkeypatch.setattr(xapi, "rows_after", rows_after)
    monkeypatch.setattr(xapi, "last_row", lambda _profile: rows[-1][0] if rows else 0)
    monkeypatch.setattr(xapi, "origin_of", lambda _profile: ("", 0))
    return rows


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("overlay.policy._place", lambda: tmp_path / "no-policy.yaml")
    file = tmp_path / "policy.yaml"
    monkeypatch.setenv("SIDECUE_POLICY", str(file))
    file.write_text("roles: [tax]\n")
    return file


@pytest.fixture
def managed(policy: Path, store: Store, sidecue: Sidecue) -> Store:
    """A desk whose policy names the store, and that has sent once."""
    policy.write_text(f"xapi: {{url: '{store.address}/xAPI', timeout: 5}}\n")
    assert sidecue("xapi", "send").status == 0
    return store


def server(store: Store) -> str:
    return store.address.removeprefix("http://")


def test_the_log_is_exported_under_one_pseudonym(
    sidecue: Sidecue, log: list[tuple[int, Event]], tmp_path: Path, policy: Path
) -> None:
    log += map(numbered, range(1, 4))
    first = sidecue("xapi", "export", tmp_path / "a.json")
    second = sidecue("xapi", "export", tmp_path / "b.jsonl")

    assert (first.status, first.out, first.err) == (0, f"3 statements in {tmp_path / 'a.json'}\n", "")
    assert second.status == 0
    statements = json.loads((tmp_path / "a.json").read_text())
    assert [one["id"] for one in statements] == [event.id for _, event in log]
    assert statements == [json.loads(line) for line in (tmp_path / "b.jsonl").read_text().splitlines()]
    assert login_name() not in json.dumps(statements)


@pytest.mark.parametrize("name", ["a.csv", "there.json"])
def test_a_name_that_will_not_do_is_wrong_use(sidecue: Sidecue, tmp_path: Path, name: str) -> None:
    (tmp_path / "there.json").write_text("mine")
    done = sidecue("xapi", "export", tmp_path / name)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"sidecue: {tmp_path / name}: ")
    assert (tmp_path / "there.json").read_text() == "mine"


def test_a_key_gives_the_pseudonym_and_the_policy_its_home_page(
    sidecue: Sidecue, log: list[tuple[int, Event]], tmp_path: Path, policy: Path
) -> None:
    log.append(numbered(1))
    key = tmp_path / "people.key"
    key.write_text("0123456789abcdef-geheim")
    policy.write_text(
        "xapi: {url: 'https://lrs.example.org', home-page: 'https://example.org/p', "
        f"actor-key-file: '{key}'}}\n"
    )
    assert sidecue("xapi", "export", tmp_path / "a.json").status == 0
    account = json.loads((tmp_path / "a.json").read_text())[0]["actor"]["account"]
    assert account["homePage"] == "https://example.org/p"
    assert len(account["name"]) == 64

    key.unlink()
    done = sidecue("xapi", "export", tmp_path / "b.json")
    assert (done.status, done.out) == (1, "")
    assert "does not exist; ask whoever looks after this computer" in done.err


def test_only_what_happens_after_a_store_was_named_is_sent(
    sidecue: Sidecue, log: list[tuple[int, Event]], policy: Path, store: Store
) -> None:
    log += map(numbered, range(1, 4))
    policy.write_text(f"xapi: {{url: '{store.address}/xAPI'}}\n")
    done = sidecue("xapi", "send")
    assert (done.status, done.out) == (0, f"{server(store)}: active, 0 waiting, 0 set aside\n")
    log += map(numbered, range(4, 6))

    done = sidecue("xapi", "send")
    assert done.status == 0
    assert list(store.statements) == [event.id for _, event in log[3:]]


def test_without_a_store_nothing_is_sent_and_it_says_so(sidecue: Sidecue, policy: Path) -> None:
    done = sidecue("xapi", "send")
    assert (done.status, done.out) == (1, "")
    where = "the field xapi of a policy names one (docs/xapi.md)"
    assert done.err == f"sidecue: no learning record store is named here; {where}\n"
    done = sidecue("xapi", "status")
    assert (done.status, done.out) == (0, "No learning record store is named here, so nothing is sent.\n")


def test_a_fault_of_the_policy_that_costs_the_store_is_told(sidecue: Sidecue, policy: Path) -> None:
    policy.write_text("xapi:\n  url: http://lrs.example.org\n")
    done = sidecue("xapi", "send")
    assert done.status == 1
    assert f"{policy}:2: xapi.url: would be asked without encryption" in done.err


def test_a_failure_is_told_and_what_waits_is_shown(
    sidecue: Sidecue, log: list[tuple[int, Event]], managed: Store
) -> None:
    log += map(numbered, range(1, 5))
    managed.sends(503)
    done = sidecue("xapi", "send")
    assert (done.status, done.out) == (1, f"{server(managed)}: failing, 4 waiting, 0 set aside\n")
    assert done.err == f"sidecue: {server(managed)}: answers with status 503; it is tried again later\n"

    asked = len(managed.requests)
    assert json.loads(sidecue("xapi", "status", "--json").out)["waiting"] == 4
    assert heard(sidecue("send-statements").out).wait > 0
    assert len(managed.requests) == asked
    managed.answer = None
    assert sidecue("xapi", "send").status == 0
    assert len(managed.statements) == 4


def test_what_was_set_aside_is_shown_with_its_reason(
    sidecue: Sidecue, log: list[tuple[int, Event]], managed: Store
) -> None:
    log += map(numbered, range(1, 5))
    managed.bad = {log[1][1].id}
    assert sidecue("xapi", "send").status == 0

    done = sidecue("xapi", "status")
    assert done.status == 0
    assert f'  set aside: {log[1][1].id}: refuses it (status 400), and says "one of them' in done.out
    [one] = json.loads(sidecue("xapi", "status", "--json").out)["set_aside"]
    assert json.loads(one["body"])["id"] == log[1][1].id


def test_a_log_larger_than_the_outbox_is_sent_in_rounds(
    sidecue: Sidecue, log: list[tuple[int, Event]], managed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overlay.cli.xapi.MOST_WAITING", 10)
    log += map(numbered, range(1, 36))
    assert sidecue("xapi", "send").status == 0
    assert len(managed.statements) == 35


def test_a_log_that_begins_anew_is_taken_from_its_first_row(
    sidecue: Sidecue, log: list[tuple[int, Event]], managed: Store
) -> None:
    log += map(numbered, range(1, 9))
    assert sidecue("xapi", "send").status == 0
    log[:] = [(1, numbered(21)[1]), (2, numbered(22)[1])]
    assert sidecue("xapi", "send").status == 0
    assert [event.id for _, event in log] == list(managed.statements)[-2:]


def test_two_at_once_do_not_send_twice(sidecue: Sidecue, managed: Store, profile: Path) -> None:
    lock = FolderLock(profile / "xapi" / "lock")
    done = sidecue("xapi", "send")
    lock.close()
    assert (done.status, done.out) == (1, "")
    assert done.err == "sidecue: another process is sending them already; wait until it has ended\n"


def test_the_app_is_told_what_is_wrong_with_a_key(sidecue: Sidecue, policy: Path, store: Store) -> None:
    policy.write_text(f"xapi: {{url: '{store.address}', actor-key-file: /no/such/key}}\n")
    standing = heard(sidecue("send-statements").out)
    assert (standing.state, standing.server) == ("refused", server(store))
    assert standing.reason.startswith("/no/such/key: does not exist; ask whoever")


def test_the_app_hears_that_no_store_is_named(sidecue: Sidecue, policy: Path) -> None:
    assert heard(sidecue("send-statements").out).state == "off"
