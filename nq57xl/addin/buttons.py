"""The table of groups and buttons, from which ribbon XML, VBA callbacks and the known commands are made."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"
LARGE, NORMAL = "large", "normal"
PIXELS = {LARGE: 32, NORMAL: 16}
"""Side of the icon of a button of each size."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button. `book`: it needs an open workbook; `twin`: the same work as a command, empty where there is none;
    `handler`: the Python function that answers, as `module:function`, empty where there is none yet."""

    command: str
    label: str
    screentip: str
    supertip: str
    keytip: str
    size: str
    book: bool
    twin: str
    handler: str

    @property
    def callback(self) -> str:
        """The VBA procedure that the ribbon calls."""
        return "NQ57_" + self.command.replace("-", "_")

    @property
    def icon(self) -> str:
        """Name of the icon's file, and of the picture inside the add-in."""
        return f"{self.command}-{PIXELS[self.size]}"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of buttons with its title."""

    id: str
    label: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """The tab of the ribbon."""

    id: str
    label: str
    keytip: str
    groups: tuple[Group, ...]

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(button for group in self.groups for button in group.buttons)

    def shown(self) -> "Tab":
        """The tab with the buttons that have a handler; a group left empty is not shown."""
        kept = tuple(Group(group.id, group.label, tuple(button for button in group.buttons if button.handler))
                     for group in self.groups)
        return Tab(self.id, self.label, self.keytip, tuple(group for group in kept if group.buttons))

    def handler(self, command: str) -> str:
        """The function that answers a command, empty for a command that no button sends."""
        return next((button.handler for button in self.buttons if button.command == command), "")


@cache
def ribbon_tab() -> Tab:
    """The whole table."""
    table = tomllib.loads((SOURCES / "ribbon.toml").read_text(encoding="utf-8"))
    groups = tuple(Group(group["id"], group["label"], tuple(Button(**button) for button in group["buttons"]))
                   for group in table["groups"])
    return Tab(**table["tab"], groups=groups)
