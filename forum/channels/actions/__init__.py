"""Every write to channels, by what it is about."""

from forum.channels.actions.arranging import create
from forum.channels.actions.counting import count
from forum.channels.actions.doors import admit
from forum.channels.actions.plans import Plan

__all__ = ["Plan", "admit", "count", "create"]
