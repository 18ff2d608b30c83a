"""Every write of newcomers."""

from forum.newcomers.actions.handing_over import (
    hand_over,
    let_go,
    merge_channels,
    merge_tags,
)

__all__ = ["hand_over", "let_go", "merge_channels", "merge_tags"]
