"""Answers that a server writes: for `sidecue find --answer`, and the process that asks for the app."""

from __future__ import annotations

import argparse
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict, dataclass, field
from typing import Any

from content.answers.errors import AnswerError
from content.answers.model import NO_ANSWER, Asked, WrittenAnswer
from content.answers.worker import heard, question, told, understood
from content.files.names import printable
from content.library.library import Library
from content.library.search import Found
from content.policy.endpoint import ADMIN
from overlay.cli.asked import everything
from overlay.cli.bundles import memory_of
from overlay.cli.exits import FINE, WRONG_USE
from overlay.own_command import own_command
from overlay.policy import load_policy
from overlay.settings.table import Settings
from overlay.written import allowed_endpoint

_SPARE = 10  # seconds beside the server's own, for a process to start and end


@dataclass(frozen=True)
class Written:
    """What stands ``above`` the results, and what is added to them as ``data``; empty if nobody asked."""

    above: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    failed: bool = False


def written_for(arguments: argparse.Namespace, found: Found, library: Library) -> Written:
    """The answer that was asked for by --answer. Raises AnswerError where no server may be asked.

    A server that fails costs nobody the results: it is told on standard error.
    """
    if not arguments.written:
        return Written()
    with closing(memory_of(arguments)) as memory:
        policy = load_policy()
        for problem in policy.problems:
            if problem.field.partition(".")[0] == "answers":  # why no server is named
                print(f"sidecue: {printable(str(problem))}", file=sys.stderr)
        endpoint = allowed_endpoint(Settings(memory, policy))
    from content.answers.prompt import asked_of  # most searches do without

    asked = asked_of(arguments.text, (library.cards[hit.card] for hit in found.hits))
    try:
        answer = _ask_apart(asked, endpoint.timeout + _SPARE) if asked.cards else NO_ANSWER
    except AnswerError as error:
        print(f"sidecue: {printable(str(error))}", file=sys.stderr)
        return Written(failed=True)
    return Written(_as_text(answer, library), {"written": asdict(answer)})


def refuse_many(arguments: argparse.Namespace) -> int:
    """WRONG_USE, told, where --answer is asked of a whole list of queries: each answer takes seconds."""
    if not (arguments.written and arguments.text == "-"):
        return FINE
    print("sidecue: --answer answers one question; write it in place of -", file=sys.stderr)
    return WRONG_USE


def write_answer(_arguments: argparse.Namespace) -> int:
    """Ask the server of this desk's policy one question, which comes on standard input."""
    from content.answers.ask import ask  # what speaks to servers is loaded here and nowhere else

    try:
        asked = understood(everything())
    except ValueError:
        print("sidecue: write-answer is for the app itself; use `sidecue find --answer`", file=sys.stderr)
        return WRONG_USE
    endpoint = load_policy().answers
    came: WrittenAnswer | AnswerError
    if endpoint is None:
        came = AnswerError("the policy names no server any more", "", ADMIN)
    else:
        try:
            came = ask(endpoint, asked)
        except AnswerError as error:
            came = error
    sys.stdout.buffer.write(told(came))
    return FINE


def _ask_apart(asked: Asked, patience: float) -> WrittenAnswer:
    """Ask in a process that can be ended, whatever the server does. Raises AnswerError."""
    try:
        done = subprocess.run(
            own_command("write-answer"),
            input=question(asked),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise AnswerError("the server does not come to an end", "", "try again later") from None
    return heard(done.stdout)


def _as_text(answer: WrittenAnswer, library: Library) -> str:
    if answer.none:
        return "Your cards do not answer this.\n\n"
    lines = [answer.text, ""]
    for number, card in answer.cited:
        lines.append(f"[{number}] {library.cards[card].title}  ({card})")
        lines += [f"    “{quote.words}”" for quote in answer.quotes if quote.card == card]
    return "\n".join(lines) + "\n\n"
