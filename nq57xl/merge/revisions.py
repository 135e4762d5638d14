"""What a file's name tells of which of two came later: `bản cuối`, `sửa lần 2`, `(1)`; words in `revisions.csv`."""

import re
from functools import cache
from pathlib import PurePosixPath

from nq57xl.model.names import fold
from nq57xl.plans.data_files import read_rows, usable
from nq57xl.plans.places import template_file

_NUMBER = re.compile(r"\((\d{1,2})\)|\b(?:lần|lan|v|ver|bản|ban)\s*\.?\s*(\d{1,2})\b")


def revision(file: str) -> tuple[int, int]:
    """The rank of the words in a name (0 where there are none, drafts below), and the number of the revision."""
    words = f" {re.sub(r'[_.,;-]+', ' ', fold(PurePosixPath(file).stem))} "
    ranks = [rank for word, rank in _ranks().items() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words)]
    numbers = [int(first or second) for first, second in _NUMBER.findall(words)]
    return max(ranks, key=abs, default=0), max(numbers, default=0)


@cache
def _ranks() -> dict[str, int]:
    path = template_file("texts", "revisions.csv")
    with usable(path):
        return {fold(row["word"]): int(row["rank"]) for row in read_rows(path, ("word", "rank"))}
