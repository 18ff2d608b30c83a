"""What the mail slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.mail import models

MANIFEST = Manifest(name="mail", models=models)
