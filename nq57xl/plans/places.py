"""Where plan data, unit lists, calendars and shells are looked for."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
TEMPLATES_VARIABLE = "NQ57XL_TEMPLATES"


def shipped_templates() -> Path:
    """The templates that came with the program: inside an installed package, beside it in a checkout."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"


def user_templates() -> Path:
    """The user's own templates: `$NQ57XL_TEMPLATES`, else the user's data folder."""
    if chosen := os.environ.get(TEMPLATES_VARIABLE):
        return Path(chosen)
    from platformdirs import user_data_path
    return user_data_path("nq57xl", appauthor=False) / "templates"


def template_folders() -> tuple[Path, ...]:
    """Folders to search, the user's own first."""
    return user_templates(), shipped_templates()


def template_file(*parts: str) -> Path:
    """The first existing `templates/<parts>`; the shipped path where there is none."""
    candidates = [folder.joinpath(*parts) for folder in template_folders()]
    return next((path for path in candidates if path.exists()), candidates[-1])
