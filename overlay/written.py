"""Whether a person's question may go to a server: where the policy names one, and they want it. No Qt."""

from __future__ import annotations

from content.answers.errors import AnswerError
from content.policy.model import Endpoint
from overlay.settings.table import WRITTEN_ANSWERS, Settings


def allowed_endpoint(settings: Settings) -> Endpoint:
    """The server that may be asked. Raises AnswerError where none may be: nothing is sent then."""
    endpoint = settings.policy.answers
    if endpoint is None:
        remedy = "the field answers of a policy names one (docs/answers.md)"
        raise AnswerError("no server is named here that writes answers", "", remedy)
    if not settings.get(WRITTEN_ANSWERS):
        what = f"the setting {WRITTEN_ANSWERS.name} is off, so nothing is sent to a server"
        raise AnswerError(
            what, "", f"switch it on in the settings, or by `sidecue settings {WRITTEN_ANSWERS.name} on`"
        )
    return endpoint
