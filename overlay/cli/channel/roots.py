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
from overlay.cli.channel.wording import invitation_fingerprint


def finish(repository: Repository, draft: Draft, signers: Mapping[str, Signer]) -> None:
    """Publish the new root with all that has to be signed anew. Raises ChannelError."""
    files, manifest = sign(draft, signers), repository.manifest
    root = next(part.metadata.signed for part in draft.parts if part.name == "root")
    # An invitation whose root keys still count stays: people and policies know its fingerprint.
    renewed = set(root.roles["root"].keyids) != set(repository.root.signed.roles["root"].keyids)
    if renewed:
        files = with_invitation(files, manifest.id, manifest.title, invitation_url(repository.folder))
    write(repository.folder, files)
    print("The new root is published; desks follow by themselves.")
    if renewed:
        print(f"The invitation is a new one; its fingerprint is {invitation_fingerprint(repository.folder)}.")


def leave_waiting(repository: Repository, signed: Pending) -> None:
    """Keep the new root, signed as far as it can be, for its other holders. Raises ChannelError."""
    write(repository.folder, (NewFile(PENDING, pending_bytes(signed), again=True),))
    file = repository.folder / PENDING
    print(f"Nothing is published yet: {file} has to be signed by {waits_for(signed)}.")
    print(
        "Carry the file to them; each runs `sidecue channel sign FILE --keys FOLDER`. Bring it back, and run"
    )
    print(f"`sidecue channel sign {repository.folder} --keys FOLDER` with the online and publishing keys.")
