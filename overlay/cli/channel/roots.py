"""What becomes of a new root once it is signed: it is published, or waits for others. Not for making it."""

from __future__ import annotations

from collections.abc import Mapping

from securesystemslib.signer import Signer

from content.channels.publish.draft import Draft, sign
from content.channels.publish.first import invitation_url, with_invitation
from content.channels.publish.folder import PENDING, NewFile
from content.channels.publish.reading import Repository
from content.channels.publish.rotation import Pending, pending_bytes, waits_for
from overlay.cli.channel.signing import write


def finish(repository: Repository, draft: Draft, signers: Mapping[str, Signer]) -> None:
    """Publish the new root with all that has to be signed anew. Raises ChannelError."""
    manifest, url = repository.manifest, invitation_url(repository.folder)
    write(repository.folder, with_invitation(sign(draft, signers), manifest.id, manifest.title, url))
    print("The new root is published; desks follow by themselves.")


def leave_waiting(repository: Repository, signed: Pending) -> None:
    """Keep the new root, signed as far as it can be, for its other holders. Raises ChannelError."""
    write(repository.folder, (NewFile(PENDING, pending_bytes(signed), again=True),))
    file = repository.folder / PENDING
    print(f"Nothing is published yet: {file} has to be signed by {waits_for(signed)}.")
    print(
        "Carry the file to them; each runs `sidecue channel sign FILE --keys FOLDER`. Bring it back, and run"
    )
    print(f"`sidecue channel sign {repository.folder} --keys FOLDER` with the online and publishing keys.")
