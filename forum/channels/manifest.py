"""What the channels slice plugs in."""

from forum.channels import models
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="channels", models=models)
