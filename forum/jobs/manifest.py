"""What the jobs slice plugs in."""

from forum.jobs import models
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="jobs", models=models)
