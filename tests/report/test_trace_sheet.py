"""The sheet that leads from a figure of the report to the files: links that go where they say, and nowhere else."""

from pathlib import Path

import pytest

from nq57xl.report.trace_sheet import inside
from nq57xl.sheets.writing.describe import hyperlink, quoted


@pytest.mark.parametrize("name", ("../../etc/passwd", "/etc/passwd", "C:/x.xlsx", r"\\may-la\x.xlsx", r"..\x.xlsx"))
def test_a_report_cannot_lead_out_of_the_folder(name: str) -> None:
    assert inside(Path("da-nop"), name) is None
    assert inside(Path("da-nop"), "cum-1/bieu.xlsx") == Path("da-nop/cum-1/bieu.xlsx")


def test_a_quotation_mark_in_the_name_of_a_sheet_stays_text() -> None:
    sheet = 'Ct"&WEBSERVICE("x:y")&"'
    target = f"[/da-nop/x.xlsx]{quoted(sheet)}!I6"
    assert hyperlink(target, "I6") == 'HYPERLINK("[/da-nop/x.xlsx]\'Ct""&WEBSERVICE(""x:y"")&""\'!I6","I6")'
