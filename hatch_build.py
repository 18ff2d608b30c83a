"""Put the folders beside the package into a wheel, as `forum/_bundle`."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("migrations", "static", "templates")


class BundleHook(BuildHookInterface[Any]):
    """Adds the folders to a standard wheel only: an editable install would keep stale copies."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard":
            return
        for folder in FOLDERS:
            source = Path(self.root, folder)
            if source.is_dir():
                build_data["force_include"][str(source)] = f"forum/_bundle/{folder}"
