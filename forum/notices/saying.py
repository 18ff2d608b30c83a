"""What a notice says that is about no post."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Facts: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class News:
    """What a notice says, the sentence that follows in a letter, and where it leads. The page of
    a member is that of who did it."""

    sign: str
    said: str
    more: str
    button: str
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)
