"""Closed lists of words, and the near words that stand for them (`templates/texts/status_aliases.csv`)."""

from functools import cache

from nq57xl.model import terms
from nq57xl.model.names import fold
from nq57xl.plans.data_files import DataFileError, read_rows
from nq57xl.plans.places import template_file

ASSIGNMENT_STATUS, DATA_STATUS, FIGURE = "assignment_status", "data_status", "figure"
"""The lists; `figure` are words found where a number belongs, with the data status they tell, if any."""
_MEANINGS = {ASSIGNMENT_STATUS: terms.ASSIGNMENT_STATUSES, DATA_STATUS: terms.DATA_STATUSES,
             FIGURE: (terms.NOT_AVAILABLE, terms.NOT_APPLICABLE, "")}


def exact_word(listed: str, text: str) -> str | None:
    """The list's own word, where the text is that word but for letter case and tone-mark place."""
    return _exact(listed).get(fold(text))


def near_word(listed: str, text: str) -> str | None:
    """The list's word that a near word stands for; "" for one that says nothing certain (in a number's place any
    text of marks alone), None for no such word."""
    bare = _bare(text)
    if listed == FIGURE and not any(map(str.isalnum, bare)):
        return ""
    return _near(listed).get(bare)


@cache
def _exact(listed: str) -> dict[str, str]:
    return {fold(word): word for word in _MEANINGS[listed] if word}


@cache
def _near(listed: str) -> dict[str, str]:
    return {_bare(word): word for word in _MEANINGS[listed] if word} | _aliases()[listed]


def _bare(text: str) -> str:
    """Folded, without marks at its ends; a text of marks alone stays as it is."""
    folded = fold(text)
    return folded.strip(" .,;:!*()[]\"'") or folded


@cache
def _aliases() -> dict[str, dict[str, str]]:
    """The aliases by list. Raises DataFileError, also for a list or meaning that does not exist."""
    path = template_file("texts", "status_aliases.csv")
    found: dict[str, dict[str, str]] = {listed: {} for listed in _MEANINGS}
    for row in read_rows(path, ("list", "word", "meaning")):
        if row["meaning"] not in _MEANINGS.get(row["list"], ()):
            raise DataFileError(f"{path}: {', '.join(row.values())}")
        found[row["list"]][_bare(row["word"])] = row["meaning"]
    return found
