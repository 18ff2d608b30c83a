"""How choices of the brand are said in the audit log."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from forum.kernel import acts, settings
from forum.kernel.acts import Acts


class _Helps(Mapping[str, Any]):
    """What each setting is for, by its key; settings that are gone have no words."""

    def __getitem__(self, key: str) -> Any:
        return settings.declared().by_key[key].help

    def __iter__(self) -> Iterator[str]:
        return iter(settings.declared().by_key)

    def __len__(self) -> int:
        return len(settings.declared().by_key)


class _Values(Mapping[str, Callable[[Any], Any]]):
    """How the slices say what was chosen of their settings."""

    def __getitem__(self, key: str) -> Callable[[Any], Any]:
        return acts.said().settings[key]

    def __iter__(self) -> Iterator[str]:
        return iter(acts.said().settings)

    def __len__(self) -> int:
        return len(acts.said().settings)


ACTS = Acts(
    verbs={"site.choose": _l("changed a setting")},
    kinds={"setting": _l("settings")},
    facts=_Helps(),
    values=_Values(),
)
