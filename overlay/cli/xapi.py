"""`sidecue xapi`: statements of what happened, to a file or to the store that the policy names. No Qt."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from functools import wraps
from urllib.parse import urlsplit

from content.files.names import printable
from content.memory.errors import StateInUseError
from content.memory.lock import FolderLock
from content.policy.model import RecordStore
from content.xapi.actor import keyed_actor, random_actor
from content.xapi.errors import FileNameError, XapiError
from content.xapi.forgetting import AFTER_ERASING, OUTBOX
from content.xapi.outbox import MOST_WAITING, Outbox
from content.xapi.standing import ACTIVE, OFF, REFUSED, RESTING, Standing, told
from content.xapi.statement import Actor
from overlay.cli.event_rows import last_row, origin_of, rows_after
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.login_name import login_name
from overlay.policy import load_policy
from overlay.profile import Profile, open_profile

Verb = Callable[[argparse.Namespace], int]

_MOST_ROUNDS = 20  # of an outbox that is filled again from the log: 100,000 statements


def _telling(verb: Verb) -> Verb:
    """``verb`` with PROBLEMS, told, for what keeps it from its work."""

    @wraps(verb)
    def told_verb(arguments: argparse.Namespace) -> int:
        try:
            return verb(arguments)
        except XapiError as error:
            _complain(error)
            return PROBLEMS

    return told_verb


@_telling
def export(arguments: argparse.Namespace) -> int:
    """Write the event log to a new file; a name that will not do is wrong use."""
    from content.xapi.export import export as write

    profile = open_profile(arguments.profile)
    actor = _actor(profile, load_policy().xapi)
    events = (event for _, event in rows_after(profile, 0))
    try:
        number, faults = write(events, actor, arguments.file)
    except FileNameError as error:
        _complain(error)
        return WRONG_USE
    for fault in faults:
        _complain(fault)
    print(f"{number} {'statement' if number == 1 else 'statements'} in {arguments.file}")
    return PROBLEMS if faults else FINE


@_telling
def send(arguments: argparse.Namespace) -> int:
    """Send what waits now, whatever wait was noted; status 1 when not all was delivered."""
    policy = load_policy()
    for problem in policy.problems:
        if problem.field.partition(".")[0] == "xapi":  # why no store is named
            _complain(problem)
    if policy.xapi is None:
        remedy = "the field xapi of a policy names one (docs/xapi.md)"
        raise XapiError("no learning record store is named here", "", remedy)
    standing = _sent(open_profile(arguments.profile), policy.xapi, at_once=True)
    _tell(standing, as_json=arguments.json)
    return FINE if standing.state == ACTIVE else PROBLEMS


def send_statements(arguments: argparse.Namespace) -> int:
    """Send what waits for the running app, and tell it how it stands."""
    store = load_policy().xapi
    try:
        standing = (
            Standing(OFF) if store is None else _sent(open_profile(arguments.profile), store, at_once=False)
        )
    except XapiError as error:
        standing = Standing(REFUSED, str(error), _name(store))
    print(told(standing))
    return FINE


@_telling
def status(arguments: argparse.Namespace) -> int:
    """What waits, and what was set aside with its reason; asks no server."""
    from content.xapi.delivery import standing_of

    store, folder = load_policy().xapi, open_profile(arguments.profile).xapi
    if not (folder / OUTBOX).exists():
        _tell(Standing(OFF if store is None else RESTING, server=_name(store)), as_json=arguments.json)
        return FINE
    with closing(Outbox(folder, _now)) as outbox:
        standing = standing_of(outbox, _name(store), _now())
        aside = [asdict(one) for one in outbox.aside()]
    if store is None:
        standing = Standing(OFF, waiting=standing.waiting, aside=standing.aside)
    if arguments.json:
        print(json.dumps(asdict(standing) | {"set_aside": aside}, indent=2, ensure_ascii=False))
        return FINE
    _tell(standing, as_json=False)
    for one in aside:
        print(printable(f"  set aside: {one['id']}: {one['reason']}"))
    return FINE


def _sent(profile: Profile, store: RecordStore, *, at_once: bool) -> Standing:
    """How it stands after taking what is new in the log and sending it. Raises XapiError."""
    from content.xapi.delivery import Delivery
    from content.xapi.server import RecordServer  # what speaks to servers is loaded here and nowhere else

    with _alone(profile), closing(Outbox(profile.xapi, _now, MOST_WAITING)) as outbox:
        _begin(outbox, profile)
        actor = _actor(profile, store)
        for _ in range(_MOST_ROUNDS):
            taken = outbox.take(rows_after(profile, outbox.after), actor)
            standing = Delivery(outbox, RecordServer(store), _now, _chance).run(at_once=at_once)
            if not taken or standing.state != ACTIVE:
                break
        return standing


def _begin(outbox: Outbox, profile: Profile) -> None:
    """See to it that the outbox goes on where it should in the log that there is now."""
    (log, salvaged), last = origin_of(profile), last_row(profile)
    erased = profile.xapi / AFTER_ERASING
    if not outbox.begun:  # what happened before a store was named is nobody's but the person's
        outbox.begin(0 if erased.exists() else last, log)
    elif log and outbox.log and log != outbox.log:
        # Erased or set aside, and counts from one again. What was salvaged may be from before the naming.
        outbox.begin(salvaged, log)
    elif last < outbox.after:  # the same, and from a version that gave logs no names
        outbox.begin(salvaged, log)
    elif log != outbox.log and log:
        outbox.put_notes(log=log)
    with suppress(OSError):
        erased.unlink(missing_ok=True)


@contextmanager
def _alone(profile: Profile) -> Iterator[None]:
    """No other process sends for this profile meanwhile. Raises XapiError when one does."""
    try:
        profile.xapi.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FolderLock(profile.xapi / "lock")
    except StateInUseError:
        raise XapiError("another process is sending them already", "", "wait until it has ended") from None
    with closing(lock):
        yield


def _actor(profile: Profile, store: RecordStore | None) -> Actor:
    home_page = store.home_page if store is not None else ""
    if store is not None and store.actor_key_file:
        return keyed_actor(store.actor_key_file, login_name(), home_page)
    return random_actor(profile.xapi, _now, home_page)


def _tell(standing: Standing, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(standing), indent=2, ensure_ascii=False))
        return
    if standing.problem:
        _complain(standing.problem)
    if standing.state == OFF:
        print("No learning record store is named here, so nothing is sent.")
        return
    sent = f", last sent {standing.sent}" if standing.sent else ""
    print(
        printable(
            f"{standing.server}: {standing.state}{sent}, {standing.waiting} waiting, "
            f"{standing.aside} set aside"
        )
    )
    if standing.reason:
        _complain(standing.reason)


def _complain(message: object) -> None:
    print(f"sidecue: {printable(str(message))}", file=sys.stderr)


def _name(store: RecordStore | None) -> str:
    return urlsplit(store.url).netloc if store is not None else ""


def _now() -> datetime:
    return datetime.now().astimezone()


def _chance() -> float:
    return int.from_bytes(os.urandom(4), "big") / 0xFFFFFFFF
