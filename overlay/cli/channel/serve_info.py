"""`sidecue channel serve-info`: how to put a channel on a web server, a share or a USB stick."""

from __future__ import annotations

import argparse
import json

from content.channels.publish.first import invitation_url
from content.channels.publish.folder import INVITATION, LOCK, PENDING, TIMESTAMP, versioned
from content.channels.publish.reading import open_repository
from overlay.cli.channel.wording import invitation_fingerprint
from overlay.cli.exits import FINE

_PRIVATE = (LOCK, PENDING)

_ADVICE = """
Copy everything but {private}. Copy {timestamp} last: it names the others.
  rsync -a --exclude /.lock --exclude /{pending} --exclude /{timestamp} {folder}/ SERVER:/srv/{id}/
  rsync -a {folder}/{timestamp} SERVER:/srv/{id}/metadata/

Caching: {timestamp} and {invitation} must be asked for anew each time; so must a root that is not
there yet (404). All other names change with the content and may be kept for ever.

nginx
  location /{id}/ {{
    alias /srv/{id}/;
    add_header Cache-Control "public, max-age=31536000, immutable";
  }}
  location ~ ^/{id}/(metadata/timestamp|invitation)\\.json$ {{
    root /srv;
    add_header Cache-Control "no-cache";
  }}

Apache (mod_headers)
  Alias /{id} /srv/{id}
  <Directory /srv/{id}>
    Require all granted
    Header set Cache-Control "public, max-age=31536000, immutable"
    <FilesMatch "^(timestamp|invitation)\\.json$">
      Header set Cache-Control "no-cache"
    </FilesMatch>
  </Directory>

IIS (web.config beside {invitation}; it serves no file type that it does not know)
  <configuration><system.webServer>
    <staticContent>
      <mimeMap fileExtension=".cue" mimeType="application/zip" />
      <clientCache cacheControlMode="DisableCache" />
    </staticContent>
  </system.webServer></configuration>

File share or USB stick
  Desks read {share}; give them the right to read, and nobody but the publisher the right to write.

Desks
  sidecue subscribe {where}
  An invitation tells a desk whom to trust: send the file by a way that people trust already, or let them
  compare its fingerprint: {fingerprint}"""


def serve_info(arguments: argparse.Namespace) -> int:
    """Reads only."""
    folder = arguments.folder
    repository = open_repository(folder)
    listing = repository.listing
    metadata = [versioned(name, one) for name, versions in listing.versions.items() for one in versions]
    public = sorted((INVITATION, TIMESTAMP, *metadata, *listing.targets))
    size = sum((folder / path).stat().st_size for path in public)
    name, url = repository.manifest.id, invitation_url(folder)
    if arguments.json:
        said = {
            "id": name,
            "url": url,
            "invitation": INVITATION,
            "fingerprint": invitation_fingerprint(folder),
            "files": public,
            "bytes": size,
            "last": TIMESTAMP,
        }
        print(json.dumps(said, indent=2, ensure_ascii=False))
        return FINE
    print(
        f"{repository.manifest.title}: {len(public)} files, {size:,} bytes, static; no program on the server."
    )
    print(
        _ADVICE.format(
            private=" and ".join(_PRIVATE),
            timestamp=TIMESTAMP,
            pending=PENDING,
            invitation=INVITATION,
            folder=folder,
            id=name,
            share=rf"\\SERVER\{name}" if not url.startswith(("//", "\\\\", "file:")) else url,
            fingerprint=invitation_fingerprint(folder),
            where=f"{url.rstrip('/')}/{INVITATION}" if url else f"…/{name}/{INVITATION}",
        )
    )
    return FINE
