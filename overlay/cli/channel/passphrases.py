"""Where the passphrases of keys come from: the environment, or the person at the terminal. Not for keys."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Collection

from securesystemslib.signer import CryptoSigner

from content.channels.errors import ChannelError
from content.channels.publish.keys import SHORTEST_PASSPHRASE, KeyFile, unlock
from content.channels.publish.roles import Role

VARIABLE = "SIDECUE_PASSPHRASE"
_TRIES = 3


class Passphrases:
    """Asks once for each role; ``open_ones`` are the roles whose new keys get none ("all": every role)."""

    def __init__(self, open_ones: Collection[str] = ()) -> None:
        self._open = frozenset(Role if "all" in open_ones else map(Role, open_ones))
        self._known: dict[Role, str] = {}

    def for_new(self, role: Role) -> str:
        """The passphrase for new keys of ``role``, "" for none. Raises ChannelError."""
        if role in self._open:
            return ""
        if role not in self._known:
            given = _from_environment(role)
            self._known[role] = _long_enough(role, given) if given is not None else _ask_twice(role)
        return self._known[role]

    def unlock(self, key: KeyFile) -> CryptoSigner:
        """The private part of ``key``. Raises ChannelError."""
        if not key.encrypted:
            return unlock(key, "")
        role = key.public.role
        given = self._known.get(role, _from_environment(role))
        if given is not None:
            try:
                return unlock(key, given)
            except ChannelError:
                if not _somebody_is_there():
                    raise
        for tried in range(_TRIES):
            passphrase = _ask(f"Passphrase of {key.public.name} ({key.file}): ", role)
            try:
                signer = unlock(key, passphrase)
            except ChannelError as error:
                if tried == _TRIES - 1:
                    raise
                print(f"sidecue: {error}", file=sys.stderr)
            else:
                self._known[role] = passphrase
                return signer
        raise AssertionError("the last try returns or raises")


def _from_environment(role: Role) -> str | None:
    return os.environ.get(f"{VARIABLE}_{role.upper()}", os.environ.get(VARIABLE))


def _ask_twice(role: Role) -> str:
    while True:
        passphrase = _ask(f"New passphrase for the {role} keys: ", role)
        try:
            _long_enough(role, passphrase)
        except ChannelError as error:
            print(f"sidecue: {error}", file=sys.stderr)
            continue
        if passphrase == _ask("The same again: ", role):
            return passphrase
        print("sidecue: these were two different ones; once more", file=sys.stderr)


def _ask(prompt: str, role: Role) -> str:
    if not _somebody_is_there():
        remedy = f"set {VARIABLE}, or {VARIABLE}_{role.upper()} for this role alone"
        raise ChannelError("a passphrase is needed", f"{role} keys", remedy)
    return getpass.getpass(prompt, sys.stderr)


def _long_enough(role: Role, passphrase: str) -> str:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        remedy = f"take {SHORTEST_PASSPHRASE} characters or more, or say --no-passphrase {role}"
        raise ChannelError("the passphrase is too short", f"{role} keys", remedy)
    return passphrase


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
