"""Reads a policy file: what is right in it holds, and everything else is named. Not for finding the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from content.policy.endpoint import REMEDY, address_fault
from content.policy.model import Endpoint, Policy, PolicyChannel, RecordStore
from content.problems import ContentError, Problem
from content.schema import Converter
from content.strict_yaml import Document, parse
from content.text_file import read_text

CheckSetting = Callable[[str, object], object]
"""Takes a setting's name and what the file says; returns the value to store. Raises WrongSettingError."""

_EXAMPLE = "write for example /etc/sidecue/treasury.json, or {url: …, fingerprint: …}"


class WrongSettingError(Exception):
    """A setting that does not exist or cannot be that: ``message`` and ``remedy`` of the problem."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}; {remedy}")
        self.message, self.remedy = message, remedy


class EndpointFields(msgspec.Struct, frozen=True):
    """The server that may be asked to write answers."""

    url: Annotated[str, Meta(description="the address of a server", examples=['"http://127.0.0.1:8080/v1"'])]
    model: Annotated[
        str,
        Meta(
            pattern=r"^\S{1,200}$(?!\n)",
            description="the name of a model, without blanks",
            examples=["the name that the server has for it"],
        ),
    ]
    key_file: Annotated[
        str, Meta(description="the path of a file", examples=["/etc/sidecue/answers.key"])
    ] = msgspec.field(default="", name="key-file")
    timeout: Annotated[
        int, Meta(ge=1, le=300, description="a number of seconds from 1 to 300", examples=["30"])
    ] = 30


class RecordStoreFields(msgspec.Struct, frozen=True):
    """The server that statements are sent to."""

    url: Annotated[
        str,
        Meta(description="the address of a server", examples=['"https://lrs.example.org/xAPI"']),
    ]
    key_file: Annotated[str, Meta(description="the path of a file", examples=["/etc/sidecue/lrs.key"])] = (
        msgspec.field(default="", name="key-file")
    )
    timeout: Annotated[
        int, Meta(ge=1, le=300, description="a number of seconds from 1 to 300", examples=["30"])
    ] = 30
    home_page: Annotated[
        str,
        Meta(
            pattern=r"^https?://[A-Za-z0-9.:-]+(/[!-~]*)?$(?!\n)",
            description="the address of a page",
            examples=['"https://example.org/people"'],
        ),
    ] = msgspec.field(default="", name="home-page")
    actor_key_file: Annotated[
        str, Meta(description="the path of a file", examples=["/etc/sidecue/people.key"])
    ] = msgspec.field(default="", name="actor-key-file")


class PolicyFields(msgspec.Struct, frozen=True):
    """The fields of ``policy.yaml``."""

    settings: Annotated[
        dict[str, Any],
        Meta(description="a group of settings with their values", examples=["{loudness: tab}"]),
    ] = {}
    roles: Annotated[Any, Meta(description="a list of roles", examples=["[finance, approver]"])] = None
    channels: Annotated[
        tuple[Any, ...],
        Meta(description="a list of invitations", examples=["[/etc/sidecue/treasury.json]"]),
    ] = ()
    answers: Annotated[
        EndpointFields | None,
        Meta(description="a server with url and model", examples=["answers: {url: …, model: …}"]),
    ] = None
    xapi: Annotated[
        RecordStoreFields | None,
        Meta(description="a server with url", examples=["xapi: {url: …, key-file: …}"]),
    ] = None


class ChannelFields(msgspec.Struct, frozen=True):
    """A channel by the address of its invitation."""

    url: Annotated[
        str,
        Meta(
            pattern=r"^(https|http|file)://\S+$(?!\n)",
            description="the address of an invitation",
            examples=['"https://cards.example.org/treasury/invitation.json"'],
        ),
    ]
    fingerprint: Annotated[
        str,
        Meta(
            pattern=r"^(sha256:)?[0-9A-Fa-f]{64}$(?!\n)",
            description="the SHA-256 of the invitation, 64 hex digits",
            examples=["what `sha256sum invitation.json` prints"],
        ),
    ]


def read_policy(file: Path, check: CheckSetting) -> Policy:
    """What ``file`` says, as far as it is right. Raises nothing: a broken policy must stop no desk."""
    shown = str(file)
    try:
        document = parse(read_text(file, shown), shown)
    except ContentError as error:
        return Policy(shown, problems=tuple(error.problems))
    if document.value is None:
        return Policy(shown, problems=document.problems)
    if not isinstance(document.value, dict):
        remedy = "write settings:, roles:, channels:, answers: or xapi:"
        fault = Problem(shown, 1, "", "is not a group of fields", remedy, name="wrong-value")
        return Policy(shown, problems=(*document.problems, fault))
    return _Reading(document, shown, check).policy(document.value)


class _Reading:
    """One policy file being read; ``_problems`` fills up as it goes."""

    def __init__(self, document: Document, shown: str, check: CheckSetting) -> None:
        self._document, self._shown, self._check = document, shown, check
        self._converter = Converter(document, shown)
        self._problems: list[Problem] = []

    def policy(self, data: Mapping[str, object]) -> Policy:
        """Everything that holds, and everything that does not."""
        fields = self._converter.convert(PolicyFields, data) or PolicyFields()
        settings: dict[str, object] = {}
        for name, value in fields.settings.items():
            self._take(settings, name, value, f"settings.{name}")
        if fields.roles is not None:
            if "roles" in settings:
                self._report("roles", "is said in settings.roles too", "keep one of the two")
            self._take(settings, "roles", fields.roles, "roles")
        channels = tuple(
            channel
            for at, entry in enumerate(fields.channels)
            if (channel := self._channel(entry, f"channels[{at}]")) is not None
        )
        answers, xapi = self._endpoint(fields.answers), self._record_store(fields.xapi)
        problems = (*self._document.problems, *self._converter.problems, *self._problems)
        return Policy(self._shown, settings, channels, tuple(sorted(problems)), answers, xapi)

    def _take(self, settings: dict[str, object], name: str, value: object, field: str) -> None:
        if value is None:
            if not self._document.problems:  # else one of them may have taken it
                self._report(field, "has no value", "write one behind the colon, or delete the line")
            return
        try:
            settings[name] = self._check(name, value)
        except WrongSettingError as fault:
            self._report(field, fault.message, fault.remedy)

    def _channel(self, entry: object, field: str) -> PolicyChannel | None:
        line = self._document.line(field)
        if isinstance(entry, Mapping):
            fields = self._converter.convert(ChannelFields, entry, f"{field}.")
            if fields is None:
                return None
            fingerprint = fields.fingerprint.removeprefix("sha256:").lower()
            return PolicyChannel(url=fields.url, fingerprint=fingerprint, line=line)
        if not isinstance(entry, str) or not Path(entry).is_absolute():
            self._report(field, "is not the full path of an invitation", _EXAMPLE)
            return None
        return PolicyChannel(invitation=entry, line=line)

    def _endpoint(self, fields: EndpointFields | None) -> Endpoint | None:
        """Half of an endpoint is none: where it would be asked in another way than was meant, nobody is."""
        if fields is None:
            return None
        key_file = ("answers.key-file", fields.key_file, "/etc/sidecue/answers.key")
        if not self._is_safe("answers.url", fields.url) or not self._are_paths(key_file):
            return None
        return Endpoint(fields.url, fields.model, fields.key_file, fields.timeout)

    def _record_store(self, fields: RecordStoreFields | None) -> RecordStore | None:
        """Half of it is none: a wrong pseudonym that was sent can never be called back."""
        faults = [fault.field for fault in self._converter.problems if fault.field.startswith("xapi.")]
        if fields is None or any(field != "xapi.timeout" for field in faults):
            return None
        key_file = ("xapi.key-file", fields.key_file, "/etc/sidecue/lrs.key")
        actor_key = ("xapi.actor-key-file", fields.actor_key_file, "/etc/sidecue/people.key")
        if not self._is_safe("xapi.url", fields.url) or not self._are_paths(key_file, actor_key):
            return None
        return RecordStore(
            fields.url, fields.key_file, fields.timeout, fields.home_page, fields.actor_key_file
        )

    def _is_safe(self, field: str, url: str) -> bool:
        if fault := address_fault(url):
            self._report(field, fault, REMEDY)
        return not fault

    def _are_paths(self, *files: tuple[str, str, str]) -> bool:
        """Whether each of ``files`` (its field, its path, an example) is a full path, or none."""
        wrong = [(field, example) for field, path, example in files if path and not Path(path).is_absolute()]
        for field, example in wrong:
            self._report(field, "is not the full path of a file", f"write for example {example}")
        return not wrong

    def _report(self, field: str, message: str, remedy: str) -> None:
        line = self._document.line(field)
        self._problems.append(Problem(self._shown, line, field, message, remedy, name="wrong-value"))
