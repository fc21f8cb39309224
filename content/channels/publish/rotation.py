"""Changing who may sign: new roots, and roots that still wait for signatures. Not for keys: see keys.py.

A new root counts when enough keys of the root before it *and* enough of its own have signed it. They may lie
with several people: the waiting root is a file that travels from one to the next.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime

from securesystemslib.signer import Key, Signer
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, VerificationResult

from content.channels.errors import ChannelError
from content.channels.publish.draft import (
    DAYS_FIELD,
    Draft,
    Part,
    check_root,
    days_of,
    draft_content,
    enough,
    key_name,
    signed_anew,
    until,
)
from content.channels.publish.keys import PublicKey
from content.channels.publish.reading import Repository
from content.channels.publish.roles import LONGEST_DAYS, Role

LARGEST_PENDING = 1_100_000  # bytes: two roots

_ASK_AGAIN = "ask for the file again"


@dataclass(frozen=True, slots=True)
class RootChange:
    """Which keys of ``role`` come and go (``revoke``: their names or ids). None leaves a number as it is."""

    role: Role
    add: tuple[PublicKey, ...] = ()
    revoke: tuple[str, ...] = ()
    threshold: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A root that waits for signatures, beside the one it follows."""

    previous: Metadata[Root]
    root: Metadata[Root]

    @property
    def results(self) -> tuple[VerificationResult, VerificationResult]:
        """How far the former and the new keys have signed it."""
        signed = self.root.signed_bytes, self.root.signatures
        return (
            self.previous.signed.get_verification_result("root", *signed),
            self.root.signed.get_verification_result("root", *signed),
        )


def change_root(root: Root, change: RootChange, now: datetime) -> Root:
    """The next version of ``root``. Raises ChannelError when the role would be left without enough keys."""
    new = deepcopy(root)
    new.version += 1
    days = days_of(root) | ({change.role: change.days} if change.days else {})
    if not 1 <= days[change.role] <= LONGEST_DAYS:
        raise ChannelError("has no sensible duration", change.role, f"choose 1 to {LONGEST_DAYS} days")
    new.unrecognized_fields[DAYS_FIELD] = {str(role): number for role, number in days.items()}
    new.expires = until(now, days[Role.ROOT])
    gone = [_find(root, change.role, name) for name in change.revoke]
    for name in change.role.metadata:
        for public in change.add:
            new.add_key(public.key, name)
        for key in gone:
            new.revoke_key(key.keyid, name)
        role = new.roles[name]
        role.threshold = change.threshold or role.threshold
        if not 1 <= role.threshold <= len(role.keyids):
            what = f"{role.threshold} keys have to sign, and {len(role.keyids)} would be left"
            raise ChannelError(what, str(change.role), "add keys with --add, or lower the --threshold")
    return new


def signable(pending: Pending, keys: Iterable[PublicKey]) -> tuple[Key, ...]:
    """Those of ``keys`` whose signatures the root still needs, each at most once."""
    missing = [result.missing for result in pending.results]
    chosen: list[Key] = []
    useful = [[result.unsigned.get(key.id) for result in pending.results] for key in keys]
    # A key that counts for both sides saves a signature.
    for sides in sorted(useful, key=lambda sides: sides.count(None)):
        helps = [side for side, key in enumerate(sides) if key is not None and missing[side] > 0]
        if helps:
            chosen.append(next(key for key in sides if key is not None))
            for side, key in enumerate(sides):
                missing[side] -= key is not None
    return tuple(chosen)


def waits_for(pending: Pending, signing: Iterable[Key] = ()) -> str:
    """Who else has to sign once ``signing`` have, in words; "" when nobody has to."""
    coming = {key.keyid for key in signing}
    texts: list[str] = []
    for result in pending.results:
        missing = result.missing - len(coming & set(result.unsigned))
        others = sorted(key_name(key) for keyid, key in result.unsigned.items() if keyid not in coming)
        if missing > 0:
            text = f"{missing} of {', '.join(others)}"
            texts += [text] if text not in texts else []
    return " and ".join(texts)


def draft_root(pending: Pending, signing: Iterable[Key]) -> Draft:
    """The waiting root, to be signed by some of its holders."""
    return Draft((Part("root", pending.root, tuple(signing)),))


def sign_pending(pending: Pending, signing: Iterable[Key], signers: Mapping[str, Signer]) -> Pending:
    """``pending`` with the signatures of those keys."""
    root = deepcopy(pending.root)
    for key in signing:
        root.sign(signers[key.keyid], append=True)
    return Pending(pending.previous, root)


def pending_in(repository: Repository, found: Pending) -> Pending:
    """``found`` as the next root of this very channel. Raises ChannelError when it is not."""
    present = repository.root
    same = found.previous.signed_bytes == present.signed_bytes
    if not same or found.root.signed.version != present.signed.version + 1:
        remedy = "make a new change with channel rotate"
        raise ChannelError("the channel has another root by now", str(repository.folder), remedy)
    return Pending(present, found.root)


def draft_rotation(
    repository: Repository, pending: Pending, keys: Iterable[PublicKey], now: datetime
) -> Draft:
    """The new root together with all that it makes it necessary to sign anew. Raises ChannelError.

    Where the former keys are at hand too, they sign as well, and the root is written last: then a desk finds
    a channel that it trusts at every moment. Where they are lost, desks take nothing for that moment.
    """
    mine, new = tuple(keys), pending.root.signed
    check_root(new, now, str(repository.folder))
    root = Part("root", pending.root, signable(pending, mine))
    if waiting := waits_for(pending, root.keys):
        raise ChannelError(f"has to be signed by {waiting}", str(repository.folder), "channel sign does that")
    content = _content(repository, new, mine, now)
    both = [_signed_by_both(part, repository.root.signed, mine) for part in content]
    if all(part is not None for part in both):
        return Draft((*(part for part in both if part is not None), root))
    return Draft((*content[:-1], root, *content[-1:]))


def pending_bytes(pending: Pending) -> bytes:
    """``pending`` as a file."""
    value = {"previous": pending.previous.to_dict(), "root": pending.root.to_dict()}
    return json.dumps(value, indent=1, sort_keys=True).encode() + b"\n"


def read_pending(raw: bytes, where: str) -> Pending:
    """The waiting root in ``raw``. Raises ChannelError; both roots may still be anybody's."""
    try:
        value = json.loads(raw)
        previous: Metadata[Root] = Metadata.from_dict(value["previous"])
        root: Metadata[Root] = Metadata.from_dict(value["root"])
        roots = isinstance(previous.signed, Root) and isinstance(root.signed, Root)
        # Text that cannot be encoded shows only when the bytes to be signed are made.
        usable = roots and _is_whole(previous) and bool(root.signed_bytes)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, RepositoryError) as error:
        raise ChannelError("is no root that waits for signatures", where, _ASK_AGAIN) from error
    if not usable:
        raise ChannelError("is no root that waits for signatures", where, _ASK_AGAIN)
    return Pending(previous, root)


def _is_whole(root: Metadata[Root]) -> bool:
    return bool(root.signed.get_verification_result("root", root.signed_bytes, root.signatures))


def differences(pending: Pending) -> tuple[str, ...]:
    """What the new root changes, each in one line; for those who are asked to sign it."""
    old, new = pending.previous.signed, pending.root.signed
    lines: list[str] = []
    for role in Role:
        before, after = old.roles[role.metadata[0]], new.roles[role.metadata[0]]
        added = sorted(_named(new.keys[keyid]) for keyid in set(after.keyids) - set(before.keyids))
        gone = sorted(_named(old.keys[keyid]) for keyid in set(before.keyids) - set(after.keyids))
        lines += [f"{role}: {', '.join(added)} may sign from now on"] if added else []
        lines += [f"{role}: {', '.join(gone)} may sign no more"] if gone else []
        if before.threshold != after.threshold:
            count = len(after.keyids)
            lines.append(
                f"{role}: {after.threshold} of {count} have to sign, before it was {before.threshold}"
            )
    lines.append(f"root: valid until {new.expires:%Y-%m-%d}, before it was {old.expires:%Y-%m-%d}")
    return tuple(lines)


def _named(key: Key) -> str:
    """The name alone is what somebody wrote; the beginning of the id can be compared with others by phone."""
    return f"{key_name(key)} ({key.keyid[:8]})"


def _find(root: Root, role: Role, name: str) -> Key:
    keys = [root.keys[keyid] for keyid in root.roles[role.metadata[0]].keyids]
    found = [key for key in keys if name in {key.keyid, key_name(key)}]
    if len(found) != 1:
        known = ", ".join(map(_named, keys))
        what = f'"{name}" is {"no key" if not found else "more than one key"} of this role'
        raise ChannelError(what, str(role), f"name one of {known}, or a whole id")
    return found[0]


def _content(
    repository: Repository, new: Root, keys: tuple[PublicKey, ...], now: datetime
) -> tuple[Part, ...]:
    old = repository.root.signed

    def changed(name: str) -> bool:
        before, after = old.roles[name], new.roles[name]
        return set(before.keyids) != set(after.keyids) or before.threshold != after.threshold

    targets = signed_anew(repository) if changed("targets") or "targets" in repository.outdated else None
    if targets is None and not changed("snapshot") and not repository.outdated:
        return ()
    return draft_content(repository, new, targets, keys, now, again=changed("snapshot"))


def _signed_by_both(part: Part, former: Root, keys: tuple[PublicKey, ...]) -> Part | None:
    """``part`` with the former keys too, None when they are not at hand."""
    old = enough(former, part.name, keys)
    more = tuple(key for key in old if key not in part.keys)
    return Part(part.name, part.metadata, (*part.keys, *more)) if old else None
