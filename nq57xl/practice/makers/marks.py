"""Names broken, cells merged, rows and columns hidden (3, 4, 5)."""

import re

from nq57xl.practice.bench import LAYOUTS, Bench, kind
from nq57xl.practice.kinds import NoRoom
from nq57xl.practice.truth import OPEN
from nq57xl.sheets.address import address, letter
from nq57xl.sheets.editing.page import Page
from nq57xl.sheets.layout import GUIDE_SHEET, LISTS_SHEET

FOREIGN = ("_xlnm.Criteria", "XLS_Table1", "_Order1", "TaxTV", "DataFilter", "wrn.chi._tiêt.", "Ten_don_vi")


@kind("names-broken", "Tên vùng hỏng: #REF!", "3")
def names_broken(bench: Bench) -> None:
    luck = bench.luck
    share = luck.choice((0.3, 0.7, 1.0))
    bench.package.change_names(lambda facts, area: (facts, "#REF!" if luck.random() < share and
                                                    facts["name"].startswith("nq_") else area))
    bench.tell("Các tên vùng nq_… thành #REF!")


@kind("names-lost", "Mất hết tên vùng", "3")
def names_lost(bench: Bench) -> None:
    bench.package.change_names(lambda facts, area: None if facts["name"].startswith("nq_") else (facts, area))
    bench.tell("Mất hết tên vùng nq_…")


@kind("names-foreign", "Tên vùng lạ, trùng, chỉ nhầm chỗ", "3")
def names_foreign(bench: Bench) -> None:
    """A name of ours points elsewhere, another stands twice, hidden foreign ones are many."""
    sheet = bench.kinds[0]
    extra = "".join(f'<definedName name="{name}" hidden="1">#REF!</definedName>' for name in
                    bench.luck.sample(FOREIGN, 4))
    layout = LAYOUTS[sheet]
    local = (f'<definedName name="nq_{sheet}_{layout.entry_fields[0]}" localSheetId="0">'
             f"'{GUIDE_SHEET}'!$A$1:$A$9</definedName>")
    text = bench.package.text("xl/workbook.xml")
    wrong = f"'{bench.title(sheet)}'!${letter(2)}$40:${letter(2)}$60"
    text = re.sub(rf'(<definedName name="nq_{sheet}_{bench.luck.choice(layout.entry_fields)}">)[^<]*', rf"\g<1>{wrong}",
                  text)
    bench.package.parts["xl/workbook.xml"] = text.replace("</definedNames>", f"{extra}{local}</definedNames>").encode()
    bench.tell("Thêm tên vùng ẩn của tệp khác, một tên nq_ trùng, một tên nq_ chỉ nhầm chỗ")


@kind("merged-for-looks", "Gộp ô cho đẹp: tiêu đề nhóm, tiêu đề trang", "4")
def merged_for_looks(bench: Bench) -> None:
    sheet = bench.kinds[0] if bench.rows(bench.kinds[0]) else bench.kinds[1]
    page, keyed = bench.page(sheet), set(bench.rows(sheet).values())
    heads = [row for row in page.rows if row not in keyed and min(keyed) - 2 < row < max(keyed) and
             f"C{row}:" not in page.tail and not page.text(row, LAYOUTS[sheet].index("code"))]
    areas = [f"C{row}:{letter(bench.luck.randint(6, 12))}{row}" for row in heads]
    areas += ["A1:F1"] if "A1:" not in page.tail else []
    merge(page, areas)
    bench.tell(f"Gộp {', '.join(areas)} của trang {bench.title(sheet)}")


@kind("merged-texts", "Gộp ô giải trình, minh chứng, người thực hiện qua nhiều dòng", "4")
def merged_texts(bench: Bench) -> None:
    """Only the first text survives; whether it is for all rows nobody knows."""
    field, first, second = _neighbours(bench, ("evidence", "explanation", "person", "difficulty"))
    merge(bench.page(first[0]), [f"{address(*bench.at(first))}:{address(*bench.at(second))}"])
    bench.page(second[0]).put(*bench.at(second), None)
    bench.lose(second)
    bench.doubt(first, "Ô gộp: không rõ nội dung cho một hay hai dòng", OPEN)
    bench.tell(f"Gộp cột {LAYOUTS[first[0]].header(field)} của hai dòng {first[1]} và {second[1]}")


@kind("merged-figures", "Gộp ô số liệu của hai dòng", "4")
def merged_figures(bench: Bench) -> None:
    _, first, second = _neighbours(bench, ("numerator", "denominator", "value", "progress"))
    merge(bench.page(first[0]), [f"{address(*bench.at(first))}:{address(*bench.at(second))}"])
    bench.page(second[0]).put(*bench.at(second), None)
    bench.doubt(first, "Ô số liệu gộp qua hai dòng")
    bench.doubt(second, "Ô số liệu gộp qua hai dòng")
    bench.lose(second)
    bench.tell(f"Gộp ô số liệu của hai dòng {first[1]} và {second[1]}")


@kind("merged-across", "Gộp Tử số, Mẫu số, Kết quả thành một ô ở chỉ tiêu không phải tỷ lệ", "4")
def merged_across(bench: Bench) -> None:
    """Only one figure is asked for in such a row: the one in the merged cell."""
    plain = [s for s in bench.spots("indicator", "value") if not bench.is_ratio(s[1])]
    for spot in bench.some(plain, 2):
        row, column = bench.at(spot)
        left = LAYOUTS["indicator"].index("numerator")
        page, value = bench.page("indicator"), bench.truth[spot].value
        page.put(row, left, value)
        page.put(row, column, None)
        merge(page, [f"{address(row, left)}:{address(row, column)}"])
        bench.touched.add(spot[:2])
        bench.tell(f"Gộp Tử số, Mẫu số, Kết quả của {spot[1]} thành một ô ghi {value}")


@kind("rows-hidden", "Ẩn dòng, lọc bảng", "5")
def rows_hidden(bench: Bench) -> None:
    sheet = bench.luck.choice([k for k in bench.kinds[:2] if bench.rows(k)])
    rows = sorted(bench.rows(sheet).values())
    hidden = bench.luck.sample(rows, max(1, len(rows) // bench.luck.randint(2, 4)))
    for row in hidden:
        bench.page(sheet).rows[row].attributes["hidden"] = "1"
    if bench.luck.random() < 0.5:
        page = bench.page(sheet)
        criterion = ('<filterColumn colId="1"><filters><filter val="x"/></filters></filterColumn>')
        page.tail = re.sub(r'<autoFilter ref="([^"]*)"\s*/>', rf'<autoFilter ref="\1">{criterion}</autoFilter>',
                           page.tail)
    bench.tell(f"Ẩn (hoặc lọc mất) {len(hidden)} dòng của trang {bench.title(sheet)}")


@kind("columns-hidden", "Ẩn, nhóm cột", "5")
def columns_hidden(bench: Bench) -> None:
    sheet = bench.luck.choice([k for k in bench.kinds[:2] if bench.rows(k)])
    fields = bench.luck.sample(LAYOUTS[sheet].entry_fields, 2)
    grouped = ' outlineLevel="1" collapsed="1"' if bench.luck.random() < 0.5 else ""
    for field in fields:
        number = LAYOUTS[sheet].index(field)
        page = bench.page(sheet)
        page.head = re.sub(rf'<col ([^>]*min="{number}" max="{number}")/>', rf'<col \1 hidden="1"{grouped}/>',
                           page.head)
    bench.tell(f"Ẩn cột {', '.join(LAYOUTS[sheet].header(f) for f in fields)} của trang {bench.title(sheet)}")


@kind("sheets-hidden", "Ẩn trang biểu, hiện trang ẩn", "5")
def sheets_hidden(bench: Bench) -> None:
    sheet = bench.luck.choice(bench.kinds[1:])
    state = bench.luck.choice(("hidden", "veryHidden"))
    bench.package.change_entries(lambda entries: [
        facts | {"state": state} if facts["name"] == bench.title(sheet) else
        facts | {"state": "visible"} if facts["name"].startswith("_") else facts for facts in entries])
    bench.tell(f"Ẩn trang {bench.title(sheet)}; hiện trang {LISTS_SHEET} và trang nhận dạng")


def merge(page: Page, areas: list[str]) -> None:
    """Merge areas of a sheet; what stood there is not changed."""
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    if "</mergeCells>" in page.tail:
        page.tail = page.tail.replace("</mergeCells>", f"{cells}</mergeCells>")
    else:
        after = re.search(r"^(?:<sheetCalcPr[^>]*/>|<sheetProtection[^>]*/>|<protectedRanges>.*?</protectedRanges>|"
                          r"<scenarios>.*?</scenarios>|<autoFilter[^>]*/>|<autoFilter.*?</autoFilter>|"
                          r"<sortState.*?</sortState>)*", page.tail, re.DOTALL)
        page.tail = f'{after[0]}<mergeCells count="0">{cells}</mergeCells>{page.tail[after.end():]}'
    page.recount("mergeCell")


def _neighbours(bench: Bench, fields: tuple[str, ...]) -> tuple[str, tuple, tuple]:
    """Two facts of one field in rows that follow each other."""
    pairs = []
    for sheet in bench.kinds[:2]:
        for field in (f for f in LAYOUTS[sheet].entry_fields if f in fields):
            at = {bench.at(spot)[0]: spot for spot in bench.spots(sheet, field)}
            pairs += [(field, at[row], at[row + 1]) for row in at if row + 1 in at]
    if not pairs:
        raise NoRoom
    return bench.luck.choice(pairs)
