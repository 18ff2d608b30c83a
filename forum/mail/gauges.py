"""Numbers about letters for monitoring."""

from forum.kernel.manifest import Gauge
from forum.mail import queries

ALL = [Gauge("letters", "Letters by state: waiting, failed.", queries.unsent, label="state")]
