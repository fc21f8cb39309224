"""The error family of channels: what happened, where, and what to do. Not for problems inside of bundles."""

from __future__ import annotations


class ChannelError(Exception):
    """A channel cannot be read, signed or updated.

    ``where`` is a file, an address or a part of one ("channel.json: bundles[2]"); ``remedy`` says what to do.
    """

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}; {remedy}" if remedy else f"{where}: {what}")
        self.what = what
        self.where = where
        self.remedy = remedy


class UntrustedError(ChannelError):
    """What was read is not signed as the channel's root demands, is expired, or is older than known."""


class UnreachableError(ChannelError):
    """The channel cannot be read at the moment; what a desk has stays in use."""
