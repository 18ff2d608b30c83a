"""Numbers about people for monitoring."""

from forum.accounts import queries
from forum.kernel.manifest import Gauge

ALL = [Gauge("members", "People who have an account and may use it.", queries.member_count)]
