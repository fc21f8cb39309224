"""`sidecue find --answer` with a server on loopback, and the process that asks it for the app."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.answers.model import Asked, AskedCard
from content.answers.worker import question
from tests.content.answers.server import Model, serving
from tests.overlay.cli.conftest import Sidecue

ON = "settings: {written_answers: on}\n"
GOOD = 'Open the run, then recall it. [1]\n\n[1] "Recall it."'
FOUND = "Undo a payment  (guide; desk/undo)\n    Recall it.\n"


@pytest.fixture
def model() -> Iterator[Model]:
    with serving(GOOD) as made:
        yield made


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("overlay.policy._place", lambda: tmp_path / "no-policy.yaml")
    file = tmp_path / "policy.yaml"
    monkeypatch.setenv("SIDECUE_POLICY", str(file))
    file.write_text(ON)
    return file


def named(model: Model) -> str:
    return f"answers: {{url: '{model.address}/v1', model: small-8b, timeout: 20}}\n"


@pytest.fixture
def managed(policy: Path, model: Model) -> Model:
    """A desk whose policy names the server and switches it on."""
    policy.write_text(ON + named(model))
    return model


def test_the_answer_stands_above_the_results(sidecue: Sidecue, bundle: Path, managed: Model) -> None:
    done = sidecue("find", "recall", "--bundle", bundle, "--answer")

    above = "Open the run, then recall it. [1]\n\n[1] Undo a payment  (desk/undo)\n    “Recall it”\n\n"
    assert (done.status, done.out, done.err) == (0, above + FOUND, "")


def test_scripts_get_it_beside_the_results(sidecue: Sidecue, bundle: Path, managed: Model) -> None:
    done = sidecue("find", "recall", "--bundle", bundle, "--answer", "--json")

    answer = json.loads(done.out)
    assert list(answer) == ["query", "results", "written"]
    assert answer["written"] == {
        "text": "Open the run, then recall it. [1]",
        "quotes": [{"card": "desk/undo", "words": "Recall it"}],
        "cards": ["desk/undo"],
        "none": False,
    }


def test_nothing_of_the_window_or_the_person_is_sent(
    sidecue: Sidecue, bundle: Path, managed: Model, profile: Path
) -> None:
    window = ("--app", "soffice", "--title", "Payment run Geheimname", "--role", "treasury-role")
    sidecue("find", "payment", "--bundle", bundle, "--answer", *window)

    sent = bytes(managed.received).decode()
    assert "Question: payment" in sent
    for secret in ("Geheimname", "soffice", "treasury-role", "desk/undo", str(profile), str(bundle)):
        assert secret not in sent
    assert sent.count("<<<card") <= 4


def test_cards_that_do_not_answer_are_said_to(sidecue: Sidecue, bundle: Path, managed: Model) -> None:
    managed.says("NO_ANSWER")
    done = sidecue("find", "recall", "--bundle", bundle, "--answer")
    assert (done.status, done.out) == (0, f"Your cards do not answer this.\n\n{FOUND}")


def test_where_no_card_is_found_nobody_is_asked(sidecue: Sidecue, bundle: Path, managed: Model) -> None:
    done = sidecue("find", "xylophone", "--bundle", bundle, "--answer", "--json")
    assert (done.status, json.loads(done.out)["written"]["none"]) == (1, True)
    assert managed.asked == []


@pytest.mark.parametrize("text", ["", ON, "settings: {written_answers: off}\n"])
def test_without_a_server_in_the_policy_it_says_so(
    sidecue: Sidecue, bundle: Path, policy: Path, text: str
) -> None:
    policy.write_text(text)
    done = sidecue("find", "recall", "--bundle", bundle, "--answer")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("sidecue: no server is named here that writes answers; the field answers")


def test_a_fault_of_the_policy_that_costs_the_server_is_told_with_its_line(
    sidecue: Sidecue, bundle: Path, policy: Path
) -> None:
    policy.write_text(
        "roles: [finance]\nanswers:\n  url: https://answers.example.org/v1\n  modle: small-8b\n"
    )
    done = sidecue("find", "recall", "--bundle", bundle, "--answer")

    assert done.status == 1
    assert f"{policy}:4: answers.modle: is not a known field; did you mean answers.model?" in done.err
    assert "no server is named here" in done.err


def test_a_server_is_not_asked_until_the_person_wants_it(
    sidecue: Sidecue, bundle: Path, policy: Path, model: Model
) -> None:
    policy.write_text(named(model))
    done = sidecue("find", "recall", "--bundle", bundle, "--answer")
    assert (done.status, done.out, model.asked) == (1, "", [])
    assert "the setting written_answers is off, so nothing is sent" in done.err

    assert sidecue("settings", "written_answers", "on").status == 0
    assert sidecue("find", "recall", "--bundle", bundle).status == 0
    assert model.asked == []
    assert sidecue("find", "recall", "--bundle", bundle, "--answer").status == 0
    assert model.asked == ["/v1/chat/completions"]


def test_a_server_that_fails_costs_nobody_the_results(sidecue: Sidecue, bundle: Path, managed: Model) -> None:
    managed.sends(b"", 500)
    done = sidecue("find", "recall", "--bundle", bundle, "--answer")
    assert (done.status, done.out) == (1, FOUND)
    assert "answers with status 500; try again later" in done.err


def test_a_server_that_never_ends_its_headers_is_left(
    sidecue: Sidecue, bundle: Path, policy: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no time limit of HTTP notices: each line comes in time. So its process is ended."""
    import select

    def endless(handler: object) -> None:
        connection = handler.connection  # type: ignore[attr-defined]
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while not select.select([connection], [], [], 0.2)[0]:
            connection.sendall(b"X")
        handler.close_connection = True  # type: ignore[attr-defined]

    model.answer = endless
    policy.write_text(f"{ON}answers: {{url: '{model.address}', model: m, timeout: 1}}\n")
    monkeypatch.setattr("overlay.cli.written._SPARE", 3)
    done = sidecue("find", "recall", "--bundle", bundle, "--answer")
    assert (done.status, done.out) == (1, FOUND)
    assert done.err == "sidecue: the server does not come to an end; try again later\n"


def test_a_list_of_queries_is_not_answered(sidecue: Sidecue, bundle: Path, managed: Model) -> None:
    done = sidecue("find", "-", "--bundle", bundle, "--answer")
    assert (done.status, done.out) == (2, "")


def test_the_process_of_the_app_asks_only_whom_the_policy_names(process: Sidecue, policy: Path) -> None:
    asked = question(Asked("What?", (AskedCard("a/b", "A", "b"),)))
    done = process("write-answer", asked=asked)
    assert (done.status, json.loads(done.out)["what"]) == (0, "the policy names no server any more")


def test_the_process_of_the_app_is_for_no_one_else(process: Sidecue) -> None:
    done = process("write-answer", asked=b"nonsense")
    assert done.status == 2
    assert done.err.startswith("sidecue: write-answer is for the app itself")
