"""What the newcomers slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.newcomers import listeners, models

MANIFEST = Manifest(name="newcomers", models=models, listeners=listeners.ALL)
