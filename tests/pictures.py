"""The pictures of `docs/pictures/`, made anew: `python -m tests.pictures docs/pictures`.

The pages are those of the worked example and of `nq57xl demo`, printed by LibreOffice (`soffice`), which also stands
in for Excel where a button makes the page; `pdftoppm` (poppler-utils) draws them.
"""

import contextlib
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from openpyxl import load_workbook
from openpyxl.worksheet.properties import PageSetupProperties
from PIL import Image, ImageChops

from nq57xl.cli.main import main
from nq57xl.host import attach
from nq57xl.ribbon.choices import Choices
from nq57xl.sheets.editing.package import Package
from nq57xl.simulate.office import converted
from tests.ribbon.press import press
from tests.uno_engine.session import Application

WORKBOOKS = Path(__file__).parent.parent / "workbooks"
RETURNED = WORKBOOKS / "returned"
FAULTY = "NQ57_hai-phong_2025-09_11455_bieu.xlsx"
ISSUED = WORKBOOKS / "issued/NQ57_hai-phong_2025-09_11542_bieu.xlsx"
REPORT = WORKBOOKS / "bao-cao-2025-09.xlsx"
PRINT_AREA = "_xlnm.Print_Area"
TRACED = "Chỉ tiêu", "I11"
PERIOD = ("--plan", "hai-phong", "--period", "2025-09")
DOTS, MARGIN, ROW, WHITE, COLOURS = 104, 8, 60, 253, 128
"""Dots per inch, white dots left around, dots of the highest row, tone of a line without anything, colours kept."""


@dataclass(frozen=True, slots=True)
class Page:
    """The first page of a workbook with a text on it, and which part of its height is shown.

    `whole` sheets are printed with the columns that an office does not print, `wide` ones across the paper.
    """

    book: Path
    text: str
    shown: tuple[float, float] = (0, 1)
    whole: bool = False
    wide: bool = False


def pages(folder: Path) -> dict[str, Page]:
    """The workbooks behind the pictures, made in a folder, and the page of each that is shown."""
    _run("validate", RETURNED / FAULTY, "--annotate", folder / "can-sua")
    _run("receipt", RETURNED, *PERIOD, "-o", folder / "phieu", "--date", "2025-09-26")
    _run("demo", "-o", folder / "demo")
    _run("status", folder / "demo/da-nop", *PERIOD, "-o", folder / "tinh-hinh.xlsx")
    checked = _checked(folder)
    return {"so-huong-dan": Page(ISSUED, "BIỂU BÁO CÁO", (0, 0.97)),
            "so-chi-tieu": Page(RETURNED / FAULTY, "BIỂU 1.", (0.03, 0.68), whole=True),
            "tong-quan": Page(folder / "demo/bao-cao-2025-09.xlsx", "TỔNG HỢP KẾT QUẢ", (0, 0.9)),
            "can-sua": Page(folder / "can-sua" / FAULTY, "NỘI DUNG CẦN SỬA", (0, 0.8)),
            "nut-can-sua": Page(checked, "NỘI DUNG CẦN SỬA", (0, 0.8), wide=True),
            "nut-danh-dau": Page(checked, "BIỂU 1.", (0.03, 0.68), whole=True),
            "tinh-hinh-nop": Page(folder / "tinh-hinh.xlsx", "TÌNH HÌNH NỘP", (0, 0.64)),
            "phieu-tiep-nhan": Page(folder / "phieu/phieu-tiep-nhan_11455.xlsx", "PHIẾU TIẾP NHẬN", (0, 0.9)),
            "truy-vet": Page(_traced(folder), "NGUỒN CỦA MỘT CON SỐ", (0, 0.73))}


def _run(*words: str | Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main([str(word) for word in words]) < 2, words


def _traced(folder: Path) -> Path:
    """What the button Truy vết ô makes of a figure of the report."""
    with _excel(folder) as excel:
        report = excel.open(REPORT.read_bytes(), folder, "bao-cao.xlsx")
        sheet, cell = TRACED
        report.sheets[sheet].activate()
        report.sheets[sheet].range(cell).select()
        press("trace-cell", "bao-cao.xlsx", Choices(folder=str(RETURNED), results=str(folder)))
    return folder / "truy-vet.xlsx"


def _checked(folder: Path) -> Path:
    """What the button Kiểm tra sổ này makes of a faulty workbook."""
    place = folder / "kiem-tra"
    place.mkdir()
    with _excel(folder) as excel:
        excel.open((RETURNED / FAULTY).read_bytes(), place, FAULTY)
        excel.answer("yes")
        press("check-book", FAULTY)
        (place / "xong.xlsx").write_bytes(attach().snapshot()[0])
    return place / "xong.xlsx"


@contextlib.contextmanager
def _excel(folder: Path) -> Iterator[Application]:
    excel = Application()
    try:
        with patch("platformdirs.user_config_path", lambda *_, **__: folder / "settings"):
            yield excel
    finally:
        excel.stop()


def drawn(page: Page) -> Image.Image:
    """The page as it is printed, without the paper around it."""
    data = page.book.read_bytes()
    with tempfile.TemporaryDirectory() as place:
        pdf = Path(place) / "book.pdf"
        data = _whole(data) if page.whole else _wide(data) if page.wide else data
        pdf.write_bytes(converted(data, "xlsx", "pdf"))
        number = str(_page_number(pdf, page.text))
        subprocess.run(["pdftoppm", "-r", str(DOTS), "-f", number, "-l", number, "-png", "-singlefile", str(pdf),
                        str(pdf.with_suffix(""))], check=True)
        return _trimmed(Image.open(pdf.with_suffix(".png")).convert("RGB"), page.shown)


def _whole(data: bytes) -> bytes:
    """The workbook without its print areas."""
    package = Package(data)
    package.change_names(lambda facts, area: None if facts["name"] == PRINT_AREA else (facts, area))
    return package.data()


def _wide(data: bytes) -> bytes:
    """The workbook with its first sheet across the paper, as wide as that is."""
    book, made = load_workbook(io.BytesIO(data)), io.BytesIO()
    book.worksheets[0].page_setup.orientation = "landscape"
    book.worksheets[0].page_setup.fitToHeight = 0
    book.worksheets[0].sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.save(made)
    return made.getvalue()


def _page_number(pdf: Path, text: str) -> int:
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return next(number for number, page in enumerate(told.split("\f"), 1) if text in page)


def _trimmed(image: Image.Image, shown: tuple[float, float]) -> Image.Image:
    """The shown part of what is on the paper; it ends at a rule of the table, not within a row."""
    left, top, right, bottom = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    first, last = (top + round(share * (bottom - top)) for share in shown)
    tones = image.convert("L").crop((left, 0, right, image.height)).resize((1, image.height)).tobytes()
    if tones[last] < WHITE:
        last = min(range(last - ROW, last), key=tones.__getitem__) + 2
    box = left - MARGIN, first - MARGIN, right + MARGIN, last
    return image.crop(box).quantize(COLOURS, Image.Quantize.MAXCOVERAGE)


def make(folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="nq57xl-") as place:
        for name, page in pages(Path(place)).items():
            drawn(page).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
