"""Text properties of X windows, decoded whatever the program wrote. No requests: bytes in, text out."""

from __future__ import annotations

import re

from triggers.titles import MAX_LENGTH

# Inside COMPOUND_TEXT: "here follows UTF-8" and "end of UTF-8" (Compound Text Encoding 1.1.xf86).
_UTF8_SEGMENT = re.compile(rb"\x1b%G(.*?)(?:\x1b%@|\Z)", re.DOTALL)
# Any other switch of character set: ESC, intermediates 0x20-0x2f, one final byte.
_OTHER_SWITCH = re.compile(rb"\x1b[\x20-\x2f]*[\x30-\x7e]")


def decode_text(value: bytes, encoding: str) -> str:
    """Decode a property of type ``encoding`` (UTF8_STRING, STRING, COMPOUND_TEXT); never raises.

    Bytes that fit no reading become replacement characters. Only the first string of a list is taken, at
    most MAX_LENGTH characters of it.
    """
    first = value.split(b"\0", 1)[0]
    match encoding:
        case "UTF8_STRING":
            text = first.decode("utf-8", "replace")
        case "STRING":
            text = first.decode("latin-1")
        case "COMPOUND_TEXT":
            text = _decode_compound(first)
        case _:
            text = _guess(first)
    return text[:MAX_LENGTH]


def decode_class(value: bytes) -> str:
    """The class part of a WM_CLASS value ("instance NUL class NUL"), the instance if there is no class."""
    instance, _, rest = value.partition(b"\0")
    name = rest.split(b"\0", 1)[0] or instance
    return _guess(name)[:MAX_LENGTH]


def _guess(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _decode_compound(value: bytes) -> str:
    # The initial state is Latin-1. Segments in other sets are left as Latin-1 without their switches:
    # toolkits that need more than Latin-1 also set _NET_WM_NAME, which is read first.
    parts: list[str] = []
    end = 0
    for segment in _UTF8_SEGMENT.finditer(value):
        parts.append(_OTHER_SWITCH.sub(b"", value[end : segment.start()]).decode("latin-1"))
        parts.append(segment[1].decode("utf-8", "replace"))
        end = segment.end()
    parts.append(_OTHER_SWITCH.sub(b"", value[end:]).decode("latin-1"))
    return "".join(parts)
