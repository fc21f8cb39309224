"""What can keep a desk from its channel, beside the errors that all of content/channels shares."""

from __future__ import annotations

from tuf.api.exceptions import DownloadError

from content.channels.errors import ChannelError


class BusyError(ChannelError):
    """Another process is changing the channels of this profile."""

    def __init__(self, where: str) -> None:
        super().__init__("another update is under way", where, "wait until it has ended")


class FetchError(DownloadError):
    """A file was not fetched. Raised through python-tuf, which lets its own family of errors pass."""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}")
        self.what, self.where, self.remedy = what, where, remedy


class RefusedBundle(Exception):  # noqa: N818 - it is the bundle that is refused; nothing went wrong here
    """A bundle that is signed, and still cannot be used, because ..."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what, self.remedy = what, remedy
