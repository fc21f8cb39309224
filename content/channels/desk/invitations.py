"""Finds the invitation behind what a person or a policy names. Whoever asks decides whether to believe it."""

from __future__ import annotations

from dataclasses import dataclass

from content.channels.desk.errors import FetchError
from content.channels.desk.places import address_of, base_of, folder_of, is_web, shown
from content.channels.desk.subscriptions import Invited
from content.channels.desk.transports import Transport
from content.channels.desk.trouble import of_disk, of_status
from content.channels.desk.trust import fingerprint, same_fingerprint
from content.channels.errors import ChannelError, UnreachableError, UntrustedError
from content.channels.model import LARGEST_INVITATION, read_invitation

INVITATION = "invitation.json"


@dataclass(frozen=True, slots=True)
class Found:
    """``handed``: it is a file that was named itself, so whoever named it knows where it comes from."""

    invited: Invited
    handed: bool


def find_invitation(what: str, transport: Transport) -> Found:
    """The invitation in a file, or the one in a channel's folder or at its address. Raises ChannelError."""
    address = address_of(what)
    handed = not is_web(address) and not folder_of(address).is_dir()
    if not handed and not address.endswith(".json"):
        address = f"{base_of(address)}{INVITATION}"
    data = _read(address, transport)
    try:
        invitation = read_invitation(data)
    except ChannelError as error:
        raise ChannelError(error.what, shown(address), error.remedy) from error
    return Found(Invited(invitation, address, fingerprint(data)), handed)


def demand(invited: Invited, wanted: str) -> None:
    """Raises UntrustedError unless ``invited`` has the fingerprint ``wanted``."""
    if not same_fingerprint(wanted, invited.fingerprint):
        what = f"has the fingerprint {invited.fingerprint}, not the one demanded"
        raise UntrustedError(what, shown(invited.found_at), "compare both with the publisher's")


def _read(address: str, transport: Transport) -> bytes:
    where = shown(address)
    data = bytearray()
    try:
        reply = transport.open(address, {})
        if reply.status != 200:
            raise of_status(reply.status, where)
        for chunk in reply.chunks:
            data += chunk
            if len(data) > LARGEST_INVITATION:
                raise ChannelError("is too large for an invitation", where, "check the address")
    except FetchError as error:
        raise UnreachableError(error.what, error.where, error.remedy) from error
    except OSError as error:
        raise of_disk(error) from error
    return bytes(data)
