"""Where the buttons put what they make."""

from pathlib import Path

from nq57xl.host import Host
from nq57xl.jobs.delivery import distinct
from nq57xl.ribbon.choices import Choices


def results_folder(choices: Choices) -> Path:
    """Where the buttons put what they make: the folder chosen last, else `NQ57` among the user's documents."""
    if choices.results and Path(choices.results).is_dir():
        return Path(choices.results)
    from platformdirs import user_documents_path
    folder = user_documents_path() / "NQ57"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def free_path(host: Host, folder: Path, name: str) -> Path:
    """A file that is not there yet: `bao-cao.xlsx`, else `bao-cao (2).xlsx`. What was made before may be open, or have
    been worked on, and Excel does not open two workbooks of one name."""
    return folder / distinct(name, {*host.book_names(), *(path.name for path in folder.iterdir())})
