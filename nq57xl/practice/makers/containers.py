"""Archives, lock files, half downloads, names in other forms, bytes before the archive (30)."""

import io
import unicodedata
import zipfile
from random import Random

from nq57xl.model.record import REJECTED
from nq57xl.practice.bench import Bench, kind
from nq57xl.practice.case import Case
from nq57xl.practice.kinds import Kind
from nq57xl.practice.truth import EITHER, IGNORED, OPEN, Delivery, File

_DAY = (1980, 1, 1, 0, 0, 0)


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive of files; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@kind("half-download", "Tệp tải dở, bị cắt cụt", "30")
def half_download(bench: Bench) -> None:
    share = bench.luck.uniform(0.2, 0.97)
    bench.finish.append(lambda data: data[: int(len(data) * share)])
    if bench.luck.random() < 0.3:
        bench.name += bench.luck.choice((".crdownload", ".part"))
    bench.outcome = REJECTED
    bench.tell(f"Chỉ tải được {share:.0%} tệp; tên {bench.name}")


@kind("empty-file", "Tệp rỗng hoặc toàn byte 0 (chưa đồng bộ)", "30")
def empty_file(bench: Bench) -> None:
    blank = bench.luck.random() < 0.5
    bench.finish.append(lambda data: b"" if blank else bytes(len(data)))
    bench.outcome = REJECTED
    bench.tell("Tệp rỗng" if blank else "Tệp toàn byte 0")


@kind("flipped-bits", "Tệp hỏng vài byte", "30")
def flipped_bits(bench: Bench) -> None:
    """Whatever can be read is right, or the file is refused: both will do, a wrong figure will not."""
    luck = bench.luck

    def flipped(data: bytes) -> bytes:
        damaged = bytearray(data)
        for _ in range(luck.randint(1, 30)):
            damaged[luck.randrange(len(damaged))] ^= 1 << luck.randrange(8)
        return bytes(damaged)
    bench.finish.append(flipped)
    bench.outcome = EITHER
    for sheet, code in {spot[:2] for spot in bench.truth}:
        bench.doubt_row(sheet, code, "Tệp hỏng vài byte", OPEN)
    bench.tell("Vài byte của tệp bị đảo bit")


@kind("bytes-around", "Có byte lạ trước hoặc sau tệp", "30")
def bytes_around(bench: Bench) -> None:
    before = bench.luck.choice((b"", b"\r\n", b"\xef\xbb\xbf",
                                b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\n\r\n"))
    after = bench.luck.choice((b"\r\n", bytes(64), b"--boundary--")) if not before or bench.luck.random() < 0.3 else b""
    bench.finish.append(lambda data: before + data + after)
    bench.tell(f"{len(before)} byte lạ trước tệp, {len(after)} byte sau tệp")


@kind("name-in-other-form", "Tên tệp Unicode tổ hợp, lỗi phông, có dấu cách", "30")
def name_in_other_form(bench: Bench) -> None:
    unit = bench.case.unit.name
    bench.name = bench.luck.choice((
        unicodedata.normalize("NFD", f"Báo cáo {unit}.xlsx"), f"Biểu {unit} tháng 9.XLSX", f"  {unit} .xlsx",
        f"BÃ¡o cÃ¡o {bench.case.unit.code}.xlsx", "bieu bao cao (3).xlsx", f"{unit}..xlsx",
        f"Bao cao/{unit}/thang 9/bieu.xlsx"))
    bench.tell(f"Tệp tên “{bench.name}”")


def _zip(case: Case, luck: Random) -> Delivery:
    bench = Bench(case, luck)
    folder = luck.choice(("", "Bao cao/", "Xã/Báo cáo tháng 9/"))
    files = {f"{folder}{case.name}": bench.data()}
    if luck.random() < 0.5:
        files |= {f"__MACOSX/{folder}._{case.name}": b"\0\5\26\7", f"{folder}.DS_Store": b"\0\0\0\1Bud1",
                  f"{folder}Thumbs.db": b"x"}
    bench.tell(f"Nén thành .zip, trong có {', '.join(files)}")
    return bench.delivery((File(f"{case.unit.code}.zip", zipped(files)),))


def _nested_zip(case: Case, luck: Random) -> Delivery:
    bench = Bench(case, luck)
    data = zipped({case.name: bench.data()})
    for _ in range(luck.randint(1, 2)):
        data = zipped({"bao cao.zip": data})
    bench.tell("Nén nhiều lần: .zip trong .zip")
    return bench.delivery((File("tong hop.zip", data),))


def _zip_called_xlsx(case: Case, luck: Random) -> Delivery:
    bench = Bench(case, luck)
    data = zipped({case.name: bench.data()})
    bench.tell("Tệp .zip chứa sổ, đổi đuôi thành .xlsx")
    return bench.delivery((File(case.name, data),))


def _beside_leftovers(case: Case, luck: Random) -> Delivery:
    """What programs leave in a folder is no return, and no fault."""
    bench = Bench(case, luck)
    leftovers = [(f"~${case.name}", b"\x0cNguyen Van A" + bytes(150)), (".DS_Store", b"\0\0\0\1Bud1"),
                 ("Thumbs.db", bytes(40)), (f".~lock.{case.name}#", b",officer,PC,;"),
                 ("desktop.ini", b"[.ShellClassInfo]")]
    chosen = luck.sample(leftovers, luck.randint(1, len(leftovers)))
    bench.tell("Bên cạnh có " + ", ".join(name for name, _ in chosen))
    return bench.delivery((File(case.name, bench.data()), *(File(name, data, IGNORED) for name, data in chosen)))


zip_archive = Kind("zip-archive", "Nén thành .zip", "30", _zip)
nested_zip = Kind("nested-zip", "Nén nhiều lần", "30", _nested_zip)
zip_called_xlsx = Kind("zip-called-xlsx", "Tệp .zip chứa sổ mang đuôi .xlsx", "30", _zip_called_xlsx)
beside_leftovers = Kind("beside-leftovers", "Tệp khóa ~$, .DS_Store, Thumbs.db bên cạnh", "30", _beside_leftovers)
