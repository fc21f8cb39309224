"""Has channels looked at, followed and left by `sidecue` itself, so that the app cannot speak to a server."""

from __future__ import annotations

from overlay.commands import Answered, Commands


class ChannelCommands(Commands):
    """One at a time; a new one ends the one before without an answer."""

    def look(self, what: str, answered: Answered) -> None:
        """Whose invitation there is at ``what``, as JSON."""
        self.run(["subscribe", "--show", "--json", "--", what], answered)

    def follow(self, what: str, fingerprint: str, answered: Answered) -> None:
        """Subscribe to ``what`` if it is still the invitation with this fingerprint."""
        self.run(["subscribe", "--fingerprint", fingerprint, "--", what], answered)

    def leave(self, channel: str, answered: Answered) -> None:
        """Follow ``channel`` no more."""
        self.run(["unsubscribe", "--", channel], answered)
