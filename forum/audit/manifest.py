"""What the audit slice plugs in."""

from forum.audit import models
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="audit", models=models)
