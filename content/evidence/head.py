"""The signed head of a log: how many entries it has, and the hash of the last. Not for the entries."""

from __future__ import annotations

from dataclasses import dataclass, replace

from content.evidence.canonical import FORMAT, Plain, canonical, parsed
from content.evidence.entry import NOTHING_BEFORE
from content.evidence.keys import DeskKey, is_signed

_SIGNED_AS = b"sidecue evidence head\n"
_KINDS: dict[str, type] = {"count": int, "format": int, "key": str, "last": str, "signature": str}


@dataclass(frozen=True, slots=True)
class Head:
    """``last`` is the hash of entry number ``count``; ``key`` the public key that signed this."""

    count: int
    last: str
    key: str
    signature: str = ""

    def raw(self) -> bytes:
        """The head as its file has it."""
        return canonical(self._fields()) + b"\n"

    def message(self) -> bytes:
        """What the signature is made of."""
        fields = self._fields()
        del fields["signature"]
        return _SIGNED_AS + canonical(fields)

    @property
    def is_signed(self) -> bool:
        """Whether the key that it names signed it."""
        return is_signed(self.key, self.message(), self.signature)

    def _fields(self) -> dict[str, Plain]:
        return {
            "count": self.count,
            "format": FORMAT,
            "key": self.key,
            "last": self.last,
            "signature": self.signature,
        }


def sign_head(key: DeskKey, count: int = 0, last: str = NOTHING_BEFORE) -> Head:
    """The head of a log with ``count`` entries, the last of which has the hash ``last``."""
    head = Head(count, last, key.public)
    return replace(head, signature=key.sign(head.message()))


def read_head(raw: bytes) -> Head:
    """The head in a file. Raises ValueError, which says what is wrong with it."""
    fields = parsed(raw, _KINDS)
    head = Head(
        count=int(fields["count"]),  # type: ignore[arg-type]  # a number: see parsed
        last=str(fields["last"]),
        key=str(fields["key"]),
        signature=str(fields["signature"]),
    )
    if head.count < 0 or head.raw() != raw:
        raise ValueError("is not written as Sidecue writes it")
    return head
