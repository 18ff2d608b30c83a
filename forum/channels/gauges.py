"""Numbers about what is talked about for monitoring."""

from forum.channels import queries
from forum.kernel.manifest import Gauge

ALL = [Gauge("content", "Published topics and posts.", queries.published, label="kind")]
