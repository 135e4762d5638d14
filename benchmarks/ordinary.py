"""The ordinary script: what an office writes with pandas and openpyxl for the same jobs. It checks nothing.

`python benchmarks/ordinary.py read RETURNED | merge RETURNED REPORT | generate TEMPLATE FOLDER CODE…`
"""

import sys
from pathlib import Path

HEADER_ROW = 3
SHEETS = ("Chỉ tiêu", "Nhiệm vụ", "Khó khăn - Kiến nghị")


def read(returned: str) -> dict:
    """All rows of all files, one frame for each sheet, each sheet read by a call of its own."""
    import pandas as pd
    frames = {sheet: [] for sheet in SHEETS}
    for path in sorted(Path(returned).glob("*.xlsx")):
        for sheet in SHEETS:
            frame = pd.read_excel(path, sheet_name=sheet, header=HEADER_ROW, engine="openpyxl")
            frame.insert(0, "Tệp", path.name)
            frames[sheet].append(frame)
    return {sheet: pd.concat(parts, ignore_index=True) for sheet, parts in frames.items()}


def merge(returned: str, report: str) -> None:
    """Read, add up by indicator and by assignment, write everything into one workbook."""
    import pandas as pd
    tables = read(returned)
    figures = tables["Chỉ tiêu"].dropna(subset=["Mã"])
    for column in ("Tử số", "Mẫu số", "Kết quả"):
        figures[column] = pd.to_numeric(figures[column], errors="coerce")
    totals = figures.groupby("Mã").agg({"Tử số": "sum", "Mẫu số": "sum", "Kết quả": "mean", "Tệp": "nunique"})
    totals["Tỷ lệ"] = 100 * totals["Tử số"] / totals["Mẫu số"]
    states = tables["Nhiệm vụ"].groupby(["Mã", "Trạng thái"]).size().unstack(fill_value=0)
    with pd.ExcelWriter(report, engine="openpyxl") as writer:
        totals.to_excel(writer, sheet_name="Tổng hợp chỉ tiêu")
        states.to_excel(writer, sheet_name="Tổng hợp nhiệm vụ")
        for sheet, frame in tables.items():
            frame.to_excel(writer, sheet_name=sheet, index=False)


def generate(template: str, folder: str, *codes: str) -> None:
    """For each unit: load the template, fill in the unit, save."""
    import openpyxl
    Path(folder).mkdir()
    for code in codes:
        book = openpyxl.load_workbook(template)
        for sheet in SHEETS:
            book[sheet]["A2"] = f"Đơn vị {code}"
        book["Hướng dẫn"]["B9"] = f"Đơn vị {code}"
        book["_nq57"]["B5"] = code
        book.save(Path(folder) / f"{code}.xlsx")


if __name__ == "__main__":
    {"read": read, "merge": merge, "generate": generate}[sys.argv[1]](*sys.argv[2:])
