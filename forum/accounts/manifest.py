"""What the accounts slice plugs in."""

from forum.accounts import models, session
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="accounts", models=models, gatherers=[session.seen])
