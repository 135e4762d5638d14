"""A fault of the program's own: told in one line, kept whole in a log file."""

from pathlib import Path


def write_log() -> Path:
    """The traceback of the fault being handled, in the user's log folder."""
    import traceback

    from platformdirs import user_log_path
    folder = user_log_path("nq57xl", appauthor=False, ensure_exists=True)
    path = folder / "nq57xl.log"
    with path.open("a", encoding="utf-8") as log:
        log.write(traceback.format_exc() + "\n")
    return path
