"""Of which period, and in what scale, a column's figures are as its head says: what it leaves open is a question."""

import re
from collections.abc import Iterable, Mapping

from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.labels import told_period
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.model.names import fold
from nq57xl.model.period import Period
from nq57xl.sheets.address import address, letter
from nq57xl.sheets.layout import KEY
from nq57xl.sheets.reading.book import Area, Cell
from nq57xl.validate.cells import Table, text_of
from nq57xl.validate.heads import LONGEST_HEADER, Head, Rows
from nq57xl.validate.measures import SCALE_WORD
from nq57xl.validate.shown import shown

FIGURE_COLUMNS = ("numerator", "denominator", "value", "progress")
_PART = re.compile(r"(?<!\w)(?:lũy kế|cộng dồn|từ đầu năm|trong (?:kỳ|tháng|quý|năm)|[0-9]{1,2} tháng)(?!\w)")
_OF_ANOTHER_MATTER = re.compile(r"(?<!\w)(?:so với|kế hoạch|mục tiêu|dự kiến|giao)(?!\w)")
_SHARE = re.compile(r"(?<!\w)phần trăm(?!\w)")
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,\s]*%?")


def doubtful_columns(table: Table, head: Head, rows: Rows, merged: Iterable[Area], period: Period,
                     free: Iterable[int]) -> dict[str, Finding]:
    """Figure columns that cannot be taken, by field: the head names another period than the workbook's or a
    scale, or one of the added columns (`free`) may hold this period's figures as well."""
    texts = _texts_of_head(table, head, rows)
    added = [c for c in sorted(free) if _has_figures(table, c)]
    found: dict[str, Finding] = {}
    for field in FIGURE_COLUMNS:
        if not (column := table.columns.get(field, 0)):
            continue
        header = table.layout.header(field)
        place = Place(table.file, table.sheet, address(head.last, column), header)
        scale = next((text for text in texts.get(column, ()) if SCALE_WORD.search(_SHARE.sub("", fold(text)))), "")
        other = next((text for text in texts.get(column, ()) if _is_of_another(text, period)), "")
        rivals = [c for c in added if _is_shared(table, head, merged, column, c)
                  or _is_rival(table, field, c, texts, added, period)]
        if other:
            found[field] = raise_finding(MESSAGES["S78"], place, shown(other), expected=header)
        elif scale:
            found[field] = raise_finding(MESSAGES["S83"], place, shown(scale), expected=header)
        elif rivals:
            told = " ".join(texts.get(rivals[0], ())) or letter(rivals[0])
            found[field] = raise_finding(MESSAGES["S79"], place, shown(told), expected=header)
    return found


def _is_shared(table: Table, head: Head, merged: Iterable[Area], column: int, other: int) -> bool:
    """Whether one merged header stands over both, and over no other column of the form."""
    for top, left, bottom, right in merged:
        ours = [c for c in table.columns.values() if left <= c <= right]
        if ours == [column] and left <= other <= right and head.last - 1 - head.is_split <= top <= bottom <= head.last:
            return True
    return False


def _is_rival(table: Table, field: str, other: int, texts: Mapping[int, tuple[str, ...]], added: list[int],
              period: Period) -> bool:
    """Whether an added column says that it is of this period too (or of a part, or of all so far): next to the
    field's column, or in the words of its header. Another period's beside an unaltered header is for reference."""
    column, header = table.columns[field], fold(table.layout.header(field))
    spans = [words for text in texts.get(other, ()) if not _OF_ANOTHER_MATTER.search(words := fold(text))
             and (told_period(text) or _PART.search(words))]
    certain = any(_fits(text, period) for text in texts.get(column, ()))
    open_ones = [words for words in spans if _fits(words, period) or _PART.search(words)]
    if any(header in words for words in spans):
        return bool(open_ones) or not certain
    others = [fold(table.layout.header(name)) for name in FIGURE_COLUMNS if name in table.layout.entry_fields]
    is_anothers = any(each in words for words in spans for each in others)
    return bool(open_ones) and not is_anothers and _is_beside(column, other, added)


def _is_beside(column: int, other: int, added: list[int]) -> bool:
    """Whether only added columns lie between the two."""
    low, high = sorted((column, other))
    return all(c in added for c in range(low, high + 1) if c != column)


def _texts_of_head(table: Table, head: Head, rows: Rows) -> dict[int, tuple[str, ...]]:
    """The texts over each column: of the header rows, the one above, and one below that is no row of the plan."""
    above = head.last - 1 - head.is_split
    numbers = [row for row in range(above, head.last + 1) if row != head.fields]
    below = rows.get(head.last + 1, {})
    if not any(text_of(below.get(table.columns.get(name, 0))) for name in (KEY, "code")):
        numbers.append(head.last + 1)
    found: dict[int, tuple[str, ...]] = {}
    for row in numbers:
        for column, cell in rows.get(row, {}).items():
            if isinstance(cell.value, str) and 0 < len(text := text_of(cell)) <= LONGEST_HEADER:
                found[column] = (*found.get(column, ()), text)
    return found


def _is_of_another(text: str, period: Period) -> bool:
    """Whether a text names a period that is not this one; the year that this period lies in is left open."""
    told = told_period(text)
    return told is not None and not told.fits(period) and (told.kind, told.year) != ("year", period.year)


def _fits(text: str, period: Period) -> bool:
    told = told_period(text)
    return told is not None and told.fits(period)


def _has_figures(table: Table, column: int) -> bool:
    return any(_is_figure(cells.get(column)) for cells in table.rows.values())


def _is_figure(cell: Cell | None) -> bool:
    if cell is None or cell.state or isinstance(cell.value, bool):
        return False
    return isinstance(cell.value, int | float) or _NUMBER.fullmatch(text_of(cell)) is not None
