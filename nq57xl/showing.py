"""Showing a file or folder of ours in the program that the user opens such things with."""

import os
import sys
import webbrowser
from pathlib import Path


def show(path: Path) -> None:
    """Open it; where nothing opens it, nothing happens."""
    if sys.platform.startswith("win"):
        # As an address it would not be found where its name has a Vietnamese letter.
        os.startfile(path.absolute())
    else:
        webbrowser.open(path.absolute().as_uri())
