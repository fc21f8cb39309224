"""What a message of D-Bus says, and who says it. Not for sending any: see dbus.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney import Message

Body = tuple[Any, ...]


def sender_of(message: Message) -> str:
    """The unique name of who sent it, which the bus vouches for."""
    from jeepney import HeaderFields

    return str(message.header.fields.get(HeaderFields.sender, ""))


def member_of(message: Message) -> tuple[str, str]:
    """The interface and the name of the method or signal."""
    from jeepney import HeaderFields

    fields = message.header.fields
    return str(fields.get(HeaderFields.interface, "")), str(fields.get(HeaderFields.member, ""))


def plain(body: Body) -> Any:
    """The first value of a reply, out of however many variants it lies in: ("b", True) is one of True."""
    value: Any = body[0] if body else None
    while isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str):
        value = value[1]
    return value
