"""The wizard: one short page for each step, each of which can be skipped and visited again."""

from forum.setup.admin import brand, channels, mail, purpose, reasons, steps
from forum.setup.admin.blueprint import bp

__all__ = ["bp", "brand", "channels", "mail", "purpose", "reasons", "steps"]
