"""What is seen of marks in an open workbook."""

from nq57xl.sheets.marking.mark import CONDITION

Colour = tuple[int, int, int]


def marks_on(sheet) -> dict[str, Colour]:
    """Area -> colour of the marks on a sheet."""
    return {area: each.fill_color for each in sheet.cells.conditional_formats
            if each.formula == f"={CONDITION}" for area in each.impl.areas}


def conditions_on(sheet) -> list[tuple[str, str]]:
    """All conditional formats of a sheet, the officer's and the form's too: where and on what condition."""
    return [(area, str(each.formula)) for each in sheet.cells.conditional_formats for area in each.impl.areas]
