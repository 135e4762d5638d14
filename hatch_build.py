"""Puts the built Excel add-in into the wheel."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AddinHook(BuildHookInterface):
    """Builds the add-in from its sources, with the standard library alone."""

    def initialize(self, version: str, build_data: dict) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from nq57xl.addin.build import CARRIED, build_addin
        self.folder = TemporaryDirectory(prefix="nq57xl-")  # goes with the hook, when the wheel is made
        made = Path(self.folder.name) / CARRIED.name
        made.write_bytes(build_addin())
        build_data["force_include"][str(made)] = f"nq57xl/addin/{CARRIED.name}"
