from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.policy.model import Endpoint, Policy, PolicyChannel, RecordStore
from content.policy.reader import WrongSettingError, read_policy

PRINT = "ab" * 32


def check(name: str, value: object) -> object:
    """A desk with the settings "loudness", any text but "loud", and "roles"."""
    if name not in ("loudness", "roles"):
        raise WrongSettingError(f'there is no setting "{name}"', "there are loudness, roles")
    if value == "loud":
        raise WrongSettingError("must be quiet", "write for example tab")
    return value


def policy(tmp_path: Path, text: str) -> Policy:
    file = tmp_path / "policy.yaml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file, check)


def problems(read: Policy) -> list[str]:
    return [str(problem).removeprefix(read.file) for problem in read.problems]


def test_everything_that_a_policy_can_say(tmp_path: Path) -> None:
    read = policy(
        tmp_path,
        f"""settings: {{loudness: tab}}
roles: [finance, approver]
channels:
  - /etc/sidecue/treasury.json
  - url: "https://cards.example.org/erp/invitation.json"
    fingerprint: {PRINT.upper()}
""",
    )
    assert read == Policy(
        str(tmp_path / "policy.yaml"),
        {"loudness": "tab", "roles": ["finance", "approver"]},
        (
            PolicyChannel("/etc/sidecue/treasury.json", line=4),
            PolicyChannel("", "https://cards.example.org/erp/invitation.json", PRINT, line=5),
        ),
    )


def test_what_is_wrong_is_named_and_the_rest_holds(tmp_path: Path) -> None:
    read = policy(
        tmp_path,
        """settings:
  loudnes: tab
  loudness: loud
role: finance
roles: [finance]
channels:
  - treasury.json
  - {url: "ftp://cards.example.org/i.json", fingerprint: abc}
  - /etc/sidecue/treasury.json
  - {url: "https://cards.example.org/i.json"}
  - [x]
""",
    )
    assert read.settings == {"roles": ["finance"]}
    assert read.channels == (PolicyChannel("/etc/sidecue/treasury.json", line=9),)
    found = problems(read)
    assert ':2: settings.loudnes: there is no setting "loudnes"; there are loudness, roles' in found
    assert ":3: settings.loudness: must be quiet; write for example tab" in found
    assert ":4: role: is not a known field; did you mean roles?" in found
    assert any(text.startswith(":7: channels[0]: is not the full path of an invitation; ") for text in found)
    assert any(text.startswith(":8: channels[1].url: ") for text in found)
    assert any(text.startswith(":8: channels[1].fingerprint: ") for text in found)
    assert any(text.startswith(":10: channels[3].fingerprint: is missing; ") for text in found)
    assert any(text.startswith(":11: channels[4]: ") for text in found)


def test_roles_are_said_once(tmp_path: Path) -> None:
    read = policy(tmp_path, "settings: {roles: [tax]}\nroles: [finance]\n")
    assert read.settings == {"roles": ["finance"]}
    assert problems(read) == [":2: roles: is said in settings.roles too; keep one of the two"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("settings: {loudness: tab", ":1: a [list] or {mapping} has no end"),
        ("- loudness", ":1: is not a group of fields; write settings:, roles:, channels:, answers: or xapi:"),
        ("settings: [loudness]", ":1: settings: a list is not a group of settings with their values"),
        ("channels: /etc/sidecue/treasury.json", ':1: channels: "/etc/sidecue/treasury.json" is not a list'),
        ("settings: {loudness: *tab}", ":1: *tab is read as a YAML alias"),
    ],
)
def test_a_policy_that_cannot_be_read_decides_nothing(tmp_path: Path, text: str, problem: str) -> None:
    read = policy(tmp_path, text)
    assert (dict(read.settings), read.channels) == ({}, ())
    assert problems(read)[0].startswith(problem)


def test_a_setting_without_a_value_is_a_problem(tmp_path: Path) -> None:
    read = policy(tmp_path, "settings:\n  loudness:\n  roles: [tax]\n")
    assert read.settings == {"roles": ["tax"]}
    assert problems(read) == [
        ":2: settings.loudness: has no value; write one behind the colon, or delete the line"
    ]


def test_an_empty_file_is_a_policy_that_decides_nothing(tmp_path: Path) -> None:
    read = policy(tmp_path, "# nothing yet\n")
    assert (read.file, dict(read.settings), read.problems) == (str(tmp_path / "policy.yaml"), {}, ())


def test_a_file_that_is_missing_or_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for name, what in (("missing", "does not exist"), ("bytes", "UTF-16"), (".", "is not a file")):
        (problem,) = read_policy(tmp_path / name, check).problems
        assert what in problem.message


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.sampled_from("settings:roleschan-[]{},\"'&*!|> \n#/éa0"),
        max_size=80,
    )
    | st.binary(max_size=40).map(lambda data: data.decode("latin-1"))
)
def test_no_text_whatsoever_breaks_it(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "fuzzed-policy.yaml"
    file.write_text(text, encoding="utf-8")
    read = read_policy(file, check)
    assert read.file == str(file)
    assert set(read.settings) <= {"loudness", "roles"}


def test_a_server_that_writes_answers_is_named_with_all_it_takes(tmp_path: Path) -> None:
    text = "answers:\n  url: https://models.example.org/v1\n  model: small-8b\n"
    assert policy(tmp_path, text).answers == Endpoint("https://models.example.org/v1", "small-8b")

    read = policy(tmp_path, f"{text}  key-file: /etc/sidecue/answers.key\n  timeout: 90\n")
    assert read.problems == ()
    assert read.answers == Endpoint(
        "https://models.example.org/v1", "small-8b", "/etc/sidecue/answers.key", 90
    )


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("model: m",), ":1: answers.url: is missing; write for example"),
        (("url: https://a.example", "modle: m"), ":3: answers.modle: is not a known field; did you mean"),
        (("url: https://a.example", "model: 'a b'"), ':3: answers.model: "a b" is not the name of a model'),
        (("url: http://a.example/v1", "model: m"), ":2: answers.url: would be asked without encryption; "),
        (("url: http://192.168.0.7/v1", "model: m"), ":2: answers.url: would be asked without encryption; "),
        (("url: file:///etc/passwd", "model: m"), ":2: answers.url: is not the address of a server"),
        (("url: https://", "model: m"), ":2: answers.url: is not the address of a server"),
        (("url: 'https://[::1'", "model: m"), ":2: answers.url: is no address (Invalid IPv6 URL)"),
        (("url: https://a.example:x", "model: m"), ":2: answers.url: is no address ("),
        (("url: https://we:pw@a.example", "model: m"), ":2: answers.url: has a name or a password in it"),
        (("url: 'https://a.example/?q=1'", "model: m"), ":2: answers.url: has a question or a fragment"),
        (("url: https://a.example", "model: m", "key-file: key"), ":4: answers.key-file: is not the full"),
    ],
)
def test_half_a_server_is_none(tmp_path: Path, lines: tuple[str, ...], problem: str) -> None:
    read = policy(tmp_path, "\n  ".join(("answers:", *lines)) + "\nroles: [tax]\n")

    assert read.answers is None
    assert read.settings == {"roles": ["tax"]}
    assert any(found.startswith(problem) for found in problems(read)), problems(read)


def test_a_wrong_patience_is_the_usual_one(tmp_path: Path) -> None:
    read = policy(tmp_path, "answers: {url: 'https://a.example', model: m, timeout: 0}\n")

    assert read.answers == Endpoint("https://a.example", "m", timeout=30)
    (problem,) = problems(read)
    assert problem.startswith(':1: answers.timeout: "0" is not a number of seconds from 1 to 300; write for')


def test_a_server_alone_is_no_table(tmp_path: Path) -> None:
    read = policy(tmp_path, "answers: https://a.example\n")

    assert read.answers is None
    assert problems(read)[0].startswith(':1: answers: "https://a.example" is not a server with url and model')


@pytest.mark.parametrize(
    "url", ["http://localhost:8080", "http://127.0.0.1/v1", "http://127.9.9.9", "http://[::1]:8080/v1"]
)
def test_this_computer_may_be_asked_without_encryption(tmp_path: Path, url: str) -> None:
    read = policy(tmp_path, f"answers: {{url: '{url}', model: m}}\n")
    assert (read.answers, read.problems) == (Endpoint(url, "m"), ())


def test_a_server_that_gets_statements_is_named_with_all_it_takes(tmp_path: Path) -> None:
    text = "xapi:\n  url: https://lrs.example.org/xAPI\n"
    assert policy(tmp_path, text).xapi == RecordStore("https://lrs.example.org/xAPI")

    more = "  key-file: /etc/sidecue/lrs.key\n  timeout: 9\n  home-page: https://example.org/people\n"
    read = policy(tmp_path, f"{text}{more}  actor-key-file: /etc/sidecue/people.key\n")
    assert read.problems == ()
    assert read.xapi == RecordStore(
        "https://lrs.example.org/xAPI",
        "/etc/sidecue/lrs.key",
        9,
        "https://example.org/people",
        "/etc/sidecue/people.key",
    )


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("key-file: /k",), ":1: xapi.url: is missing; write for example"),
        (("url: http://lrs.example.org",), ":2: xapi.url: would be asked without encryption; "),
        (("url: https://k:s@lrs.example.org",), ":2: xapi.url: has a name or a password in it"),
        (("url: https://a.example", "key-file: key"), ":3: xapi.key-file: is not the full path of a file"),
        (("url: https://a.example", "key-file: [a]"), ":3: xapi.key-file: a list is not the path of a file"),
        (("url: https://a.example", "actor-key-file: k"), ":3: xapi.actor-key-file: is not the full path"),
        (("url: https://a.example", "actor-key-file: [k]"), ":3: xapi.actor-key-file: a list is not"),
        (("url: https://a.example", "actor-kee-file: /k"), ":3: xapi.actor-kee-file: is not a known field"),
        (
            ("url: https://a.example", "home-page: me"),
            ':3: xapi.home-page: "me" is not the address of a page',
        ),
    ],
)
def test_half_a_record_store_is_none(tmp_path: Path, lines: tuple[str, ...], problem: str) -> None:
    read = policy(tmp_path, "\n  ".join(("xapi:", *lines)) + "\nroles: [tax]\n")

    assert read.xapi is None
    assert read.settings == {"roles": ["tax"]}
    assert any(found.startswith(problem) for found in problems(read)), problems(read)
