"""What a table's cells say beside their values: texts of old alphabets, struck figures, contents under merged cells."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from nq57xl.model.finding import Finding, raise_finding
from nq57xl.model.messages.structure import MESSAGES
from nq57xl.model.messages.values import MESSAGES as VALUES
from nq57xl.model.old_alphabets import alphabet_between, old_words
from nq57xl.model.record import Fact
from nq57xl.sheets.address import address
from nq57xl.sheets.reading.book import Place as Spot
from nq57xl.sheets.reading.book import Sheet
from nq57xl.validate.around import FIGURE_FIELDS
from nq57xl.validate.cells import Table
from nq57xl.validate.shown import shown


def letter_findings(table: Table, sheet: Sheet, facts: Iterable[Fact]) -> tuple[list[Fact], list[Finding]]:
    """The facts with the flags of the findings on their letters, and these findings, at most one a cell."""
    stored = {address(*place): (text, sheet.cells[place].value) for place, text in sheet.converted.items()}
    doubted = {address(*place) for place in sheet.doubted}
    looks = {address(*place): (code, place) for code, places in (("V71", sheet.misled), ("V68", sheet.struck))
             for place in places if place in sheet.cells}
    flagged: list[Fact] = []
    findings: list[Finding] = []
    for fact in facts:
        finding = (_finding(table, fact, stored.get(fact.cell), fact.cell in doubted)
                   or _looks(table, fact, sheet, looks))
        flagged.append(replace(fact, flags=(*fact.flags, finding.code)) if finding else fact)
        findings += [finding] if finding else []
    return flagged, findings


def _finding(table: Table, fact: Fact, stored: tuple[str, object] | None, is_doubted: bool) -> Finding | None:
    place = replace(table.place(1, fact.field, fact.code), cell=fact.cell)
    key = (fact.code, fact.field)
    if stored:
        before, after = stored
        alphabet = alphabet_between(before, str(after)) or "TCVN3, VNI"
        return raise_finding(MESSAGES["S57"], place, shown(before), key, after=shown(after), alphabet=alphabet)
    if is_doubted or (isinstance(fact.value, str) and old_words(fact.value)):
        return raise_finding(MESSAGES["S58"], place, shown(fact.value), key)
    return None


def _looks(table: Table, fact: Fact, sheet: Sheet, looks: Mapping[str, tuple[str, Spot]]) -> Finding | None:
    """V68, V71: a figure that is taken, though it is struck through, or seen with other digits. `looks` are code and
    place by address."""
    if fact.cell not in looks or fact.field not in FIGURE_FIELDS:
        return None
    code, spot = looks[fact.cell]
    place = replace(table.place(1, fact.field, fact.code), cell=fact.cell)
    return raise_finding(VALUES[code], place, shown(sheet.cells[spot].value), (fact.code, fact.field))


def covered_findings(table: Table, sheet: Sheet) -> list[Finding]:
    """One finding for each merged area of a table that hides contents."""
    columns = set(table.columns.values())
    findings = []
    for area in sheet.merged if sheet.covered else ():
        top, left, bottom, right = area
        hidden = [cell for (row, column), cell in sorted(sheet.covered.items())
                  if top <= row <= bottom and left <= column <= right and row >= table.body
                  and column in columns and cell.value not in (None, "")]
        if hidden:
            words = ", ".join(f"{address(cell.row, cell.column)}: {shown(cell.value)}" for cell in hidden)
            place = replace(table.place(top), cell=f"{address(top, left)}:{address(bottom, right)}")
            findings.append(raise_finding(MESSAGES["S59"], place, shown(words)))
    return findings
