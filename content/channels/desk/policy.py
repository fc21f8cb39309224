"""Follows the channels that the policy names, and leaves those it names no more. Not for reading it."""

from __future__ import annotations

from content.channels.desk.invitations import demand, find_invitation
from content.channels.desk.subscriptions import Subscriptions
from content.channels.desk.transports import Transport
from content.channels.errors import ChannelError
from content.policy.model import Policy, PolicyChannel


def follow_policy(policy: Policy, subscriptions: Subscriptions, transport: Transport) -> list[ChannelError]:
    """Subscribe to the channels of ``policy`` and leave those it names no more; what could not be followed.

    A policy that is broken, or an invitation that cannot be had at the moment, makes no desk lose a channel.
    """
    if not policy.file:
        subscriptions.release()
        return []
    managed = {row["fingerprint"] for _, row in subscriptions.all() if row["managed"]}
    errors: list[ChannelError] = []
    named: set[str] = set()
    for channel in policy.channels:
        try:
            named.add(_follow(channel, managed, subscriptions, transport))
        except ChannelError as error:
            errors.append(error)
    if not errors and not policy.problems:
        subscriptions.keep_managed(named)
    return errors


def _follow(
    channel: PolicyChannel, managed: set[str], subscriptions: Subscriptions, transport: Transport
) -> str:
    """The fingerprint of the invitation that is followed now; one that is followed already is not fetched."""
    if channel.fingerprint in managed:
        return channel.fingerprint
    if channel.invitation:
        invited = find_invitation(channel.invitation, transport).invited
    else:
        invited = find_invitation(channel.url, transport).invited
        demand(invited, channel.fingerprint)
    subscriptions.add(invited, managed=True)
    return invited.fingerprint
