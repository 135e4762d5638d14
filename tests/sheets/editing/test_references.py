"""Formulas follow cells that move, as a spreadsheet program lets them."""

import pytest

from nq57xl.sheets.editing.references import Move, deleted, followed, inserted


@pytest.mark.parametrize(("move", "before", "after"), [
    (Move(rows=inserted(5, 2)), "SUM($G$4:$G$9)+G4", "SUM($G$4:$G$11)+G4"),
    (Move(rows=inserted(4)), '100*$G6/$H6&"G6"', '100*$G7/$H7&"G6"'),
    (Move(rows=deleted(6)), "IF(G6>0,G7,LOG10(G9))", "IF(#REF!>0,G6,LOG10(G8))"),
    (Move(rows=deleted(4, 3)), "SUM(A4:A9)", "SUM(A4:A6)"),
    (Move(rows=deleted(4, 9)), "SUM(A4:A9)", "SUM(#REF!)"),
    (Move(columns=inserted(3)), "A1+C1+$AA$2", "A1+D1+$AB$2"),
    (Move(columns=deleted(2)), "'Chỉ tiêu'!C5+Khác!C5", "'Chỉ tiêu'!B5+Khác!C5"),
])
def test_references_follow(move: Move, before: str, after: str) -> None:
    assert followed(before, move, True, "Chỉ tiêu") == after


def test_a_formula_on_another_sheet_follows_only_what_names_the_sheet() -> None:
    move = Move(rows=inserted(1))
    assert followed("A1+'Chỉ tiêu'!A1", move, False, "Chỉ tiêu") == "A1+'Chỉ tiêu'!A2"
