"""How each channel of a profile fares, read from its records alone. Light enough for the running app."""

from __future__ import annotations

from pathlib import Path

from content.channels.desk.active import read_active
from content.channels.desk.channel_folder import POLICY, ChannelFolder, channel_folders
from content.channels.desk.records import DamagedRecordError, R, read_record
from content.channels.desk.report import ChannelState
from content.channels.desk.rows import AsideRow, CheckedRow, PolicyRow, SubscriptionRow

_DEFAULT_POLL = 60  # minutes, until the channel has said otherwise


def channel_states(channels: Path) -> tuple[ChannelState, ...]:
    """One for each channel subscribed to, by id."""
    return tuple(_state_of(folder) for folder in channel_folders(channels))


def policy_problems(channels: Path) -> tuple[str, ...]:
    """Why a channel that the policy names is not there yet."""
    row = _read(channels / POLICY, PolicyRow)
    return tuple(row["problems"]) if row else ()


def _state_of(folder: ChannelFolder) -> ChannelState:
    subscription = _read(folder.subscription, SubscriptionRow)
    checked = _read(folder.checked, CheckedRow)
    aside = _read(folder.refused, AsideRow)
    refused = sorted(aside["refused"].values(), key=lambda row: row["bundle"]) if aside else []
    if subscription is None:
        state, reason = "unusable", "its subscription is damaged; subscribe to it again"
    elif checked is None:
        state, reason = "new", "not looked at yet"
    elif checked["message"]:
        state, reason = "failing", f"{checked['message']}; {checked['remedy']}"
    elif told := [f"{row['bundle']} {row['version']}: {row['message']}" for row in refused if row["message"]]:
        state, reason = "refused", "; ".join(told)
    else:
        state, reason = "active", ""
    return ChannelState(
        id=folder.path.name,
        title=subscription["title"] if subscription else folder.path.name,
        address=subscription["address"] if subscription else "",
        state=state,
        reason=reason,
        managed=bool(subscription and subscription["managed"]),
        since=subscription["since"] if subscription else None,
        checked=checked["checked"] if checked else None,
        reached=checked["reached"] if checked else None,
        poll_minutes=checked["poll_minutes"] if checked else _DEFAULT_POLL,
        bundles=tuple((name, row["version"]) for name, row in sorted(read_active(folder)["bundles"].items())),
    )


def _read(file: Path, kind: type[R]) -> R | None:
    try:
        return read_record(file, kind)
    except (DamagedRecordError, OSError):
        return None
