"""Which files are read: folders, archives, the register of receipt."""

import io
import os
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import pytest

from nq57xl.archive.tables import parse_day
from nq57xl.merge import archives, find_inputs
from nq57xl.merge.archives import Unloadable


def names(*paths: Path) -> list[str]:
    return [source.name for source in find_inputs(paths)]


def messages(*paths: Path) -> list[str]:
    return [str(finding) for source in find_inputs(paths) for finding in source.findings]


def write(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_folder_gives_its_files_and_those_below_sorted(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.ods", "con/c.xls", "khac.pdf"):
        write(tmp_path / name)
    assert names(tmp_path) == ["a.ods", "b.xlsx", "con/c.xls", "khac.pdf"]


def test_what_programs_leave_behind_is_skipped_silently(tmp_path: Path) -> None:
    for name in ("~$a.xlsx", ".~lock.a.xlsx#", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/a.xlsx", "._a.xlsx"):
        write(tmp_path / name)
    write(tmp_path / "a.xlsx")
    assert names(tmp_path) == ["a.xlsx"]


def test_pipes_and_folders_that_look_like_files_are_told_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.xlsx")
    (tmp_path / "thu-muc.xlsx").mkdir()
    (tmp_path / "thu-muc.xlsx" / "bieu.xlsx").write_bytes(b"x")
    assert names(tmp_path) == ["ong.xlsx", "thu-muc.xlsx", "thu-muc.xlsx/bieu.xlsx"]
    assert messages(tmp_path) == [
        "X10 · ong.xlsx: không lấy được nội dung tệp: đây là tệp đặc biệt của hệ thống. "
        "Cách sửa: chép chính tệp biểu vào thư mục.",
        "X10 · thu-muc.xlsx: không lấy được nội dung tệp: đây là thư mục mang tên tệp. "
        "Cách sửa: chép chính tệp biểu vào thư mục."]


def test_a_link_out_of_the_folder_is_refused_and_one_within_adds_nothing(tmp_path: Path) -> None:
    outside = write(tmp_path / "ngoai.xlsx")
    folder = write(tmp_path / "nop" / "a.xlsx").parent
    (folder / "trong.xlsx").symlink_to(folder / "a.xlsx")
    (folder / "tro.xlsx").symlink_to(outside)
    assert names(folder) == ["a.xlsx", "tro.xlsx"]
    assert messages(folder) == [
        "X10 · tro.xlsx: không lấy được nội dung tệp: đây là liên kết ra ngoài thư mục. "
        "Cách sửa: chép chính tệp đó vào thư mục."]


def test_a_file_given_twice_is_read_once_and_equal_names_are_told_apart(tmp_path: Path) -> None:
    one, two = write(tmp_path / "mot" / "a.xlsx"), write(tmp_path / "hai" / "a.xlsx")
    assert names(one, one.parent) == ["a.xlsx"]
    assert names(one.parent, two.parent) == ["hai/a.xlsx", "mot/a.xlsx"]


def test_a_path_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find_inputs([tmp_path / "khong-co"])


def test_decomposed_names_are_shown_composed(tmp_path: Path) -> None:
    write(tmp_path / unicodedata.normalize("NFD", "Xã Hưng Đạo.xlsx"))
    assert names(tmp_path) == [unicodedata.normalize("NFC", "Xã Hưng Đạo.xlsx")]


def test_archives_are_opened_in_memory(tmp_path: Path) -> None:
    path = zipped(tmp_path / "nop.zip", {"b.xlsx": b"hai", "con/a.xlsx": b"mot", "__MACOSX/._b.xlsx": b"",
                                         "../../ra.xlsx": b"ba"})
    sources = find_inputs([path])
    assert [(s.name, s.load()) for s in sources] == [
        ("nop.zip/../../ra.xlsx", b"ba"), ("nop.zip/b.xlsx", b"hai"), ("nop.zip/con/a.xlsx", b"mot")]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["nop.zip"]


@pytest.mark.parametrize("members", [{}, {"thu-muc/": b""}, {"Thumbs.db": b"x", "__MACOSX/._x.xlsx": b"x"}])
def test_an_archive_without_a_return_is_told(tmp_path: Path, members: dict[str, bytes]) -> None:
    path = zipped(tmp_path / "rong.zip", members)
    told = ("X10 · {}: không lấy được nội dung tệp: tệp nén không có biểu nào. "
            "Cách sửa: nén lại cùng các tệp biểu, hoặc gửi từng tệp Excel.")
    assert messages(path) == [told.format("rong.zip")]
    outer = zipped(tmp_path / "ngoai.zip", {"a.xlsx": b"1", "rong.zip": path.read_bytes()})
    assert names(outer) == ["ngoai.zip/a.xlsx", "ngoai.zip/rong.zip"]
    assert messages(outer) == [told.format("ngoai.zip/rong.zip")]


@pytest.mark.parametrize("others", [{}, {"b.xlsx": b"hai"}])
def test_a_link_in_an_archive_is_told_and_not_followed(tmp_path: Path, others: dict[str, bytes]) -> None:
    path = zipped(tmp_path / "nop.zip", others)
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("a.xlsx")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
    assert names(path) == ["nop.zip/a.xlsx", *(f"nop.zip/{name}" for name in others)]
    assert messages(path) == ["X10 · nop.zip/a.xlsx: không lấy được nội dung tệp: đây là liên kết, không phải tệp. "
                              "Cách sửa: nén lại cùng chính tệp biểu."]


@pytest.mark.parametrize("parts", [("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"),
                                   ("mimetype", "content.xml", "Thumbnails/thumbnail.png")])
def test_a_workbook_that_was_unpacked_and_packed_again_is_told_once(tmp_path: Path, parts: tuple[str, ...]) -> None:
    path = zipped(tmp_path / "nop.zip", {**{f"Biểu/{part}": b"x" for part in parts}, "b.xlsx": b"hai"})
    assert names(path) == ["nop.zip/Biểu", "nop.zip/b.xlsx"]
    assert messages(path) == [
        "X10 · nop.zip/Biểu: không lấy được nội dung tệp: đây là một tệp Excel đã bị giải nén ra thành nhiều phần. "
        "Cách sửa: gửi chính tệp .xlsx đã nhận, không giải nén tệp đó."]
    assert find_inputs([path])[0].load() == b"x"


def test_a_workbook_called_zip_is_a_workbook(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bieu.zip", {"[Content_Types].xml": b"", "xl/workbook.xml": b""})
    assert names(path) == ["bieu.zip"]


def test_an_archive_is_known_by_its_content_whatever_it_is_called(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bieu.xlsx", {"a.xlsx": b"mot"})
    assert [(s.name, s.load()) for s in find_inputs([path])] == [("bieu.xlsx/a.xlsx", b"mot")]
    strange = zipped(tmp_path / "la.xlsx", {"anh.png": b""})
    assert names(strange) == ["la.xlsx"]
    assert names(write(tmp_path / "hong.xlsx", b"PK\x03\x04 nothing")) == ["hong.xlsx"]


def nested(folder: Path, depth: int) -> bytes:
    """An archive of this many levels, with one workbook in the innermost."""
    content = zipped(folder / "0.zip", {"a.xlsx": b"mot"}).read_bytes()
    for level in range(1, depth):
        content = zipped(folder / f"{level}.zip", {"n.zip": content, "~$a.xlsx": b""}).read_bytes()
    return content


def test_archives_within_archives_are_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path / "mot.zip", {"con/hai.zip": nested(tmp_path, 2), "b.xlsx": b"hai", "hong.zip": b"PK"})
    sources = {source.name: source for source in find_inputs([path])}
    assert sorted(sources) == ["mot.zip/b.xlsx", "mot.zip/con/hai.zip/n.zip/a.xlsx", "mot.zip/hong.zip"]
    assert sources["mot.zip/con/hai.zip/n.zip/a.xlsx"].load() == b"mot"
    assert [f.code for f in sources["mot.zip/hong.zip"].findings] == ["X10"]


def test_archives_too_deep_or_too_large_within_archives_are_refused(tmp_path: Path,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "sau.zip", {"n.zip": nested(tmp_path, 4)})
    told = "tệp nén lồng trong nhau quá sâu hoặc quá lớn"
    assert names(path) == ["sau.zip/n.zip/n.zip/n.zip/n.zip"] and told in messages(path)[0]
    monkeypatch.setattr(archives, "MOST_NESTED_BYTES", 10)
    wide = zipped(tmp_path / "rong.zip", {"n.zip": nested(tmp_path, 1), "o.zip": nested(tmp_path, 1)})
    assert names(wide) == ["rong.zip/n.zip/a.xlsx", "rong.zip/o.zip"] and told in messages(wide)[0]


def test_a_broken_archive_is_one_refused_file(tmp_path: Path) -> None:
    path = write(tmp_path / "hong.zip", b"PK nothing")
    assert messages(path) == [
        "X10 · hong.zip: không lấy được nội dung tệp: tệp nén hỏng hoặc nén theo kiểu không đọc được. "
        "Cách sửa: nén lại thành tệp .zip không có mật khẩu, hoặc gửi từng tệp Excel."]


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "doi.zip", {"a.xlsx": b"1", "A.xlsx": b"2"})
    assert "tệp nén có hai tệp cùng tên a.xlsx" in messages(path)[0]


def test_archives_beyond_the_limits_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "to.zip", {"a.xlsx": bytes(3000), "b.xlsx": bytes(3000)})
    monkeypatch.setattr(archives, "MOST_BYTES", 5000)
    assert "tệp nén bung ra hơn" in messages(path)[0]
    monkeypatch.setattr(archives, "MOST_ENTRIES", 1)
    assert "tệp nén có hơn 1 tệp" in messages(path)[0]


def test_a_member_that_unpacks_to_more_than_the_limit_stops_there(tmp_path: Path,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "bom.zip", {"a.xlsx": bytes(3000)})
    monkeypatch.setattr(archives, "MOST_MEMBER_BYTES", 2000)
    with pytest.raises(Unloadable):
        find_inputs([path])[0].load()


def test_a_directory_that_claims_too_little_is_not_believed(tmp_path: Path) -> None:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xlsx", bytes(3000))
    claimed = plain.getvalue().replace((3000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(Unloadable):
        find_inputs([write(tmp_path / "doi.zip", claimed)])[0].load()


@pytest.mark.parametrize("text, expected", [
    ("2025-09-20", date(2025, 9, 20)), ("20/09/2025", date(2025, 9, 20)), ("5/9/2025", date(2025, 9, 5)),
    ("2025-09-20 16:30", date(2025, 9, 20)), ("31/9/2025", None), ("20-9", None), ("", None)])
def test_days_of_the_register(text: str, expected: date | None) -> None:
    assert parse_day(text) == expected


def test_the_register_gives_the_days_and_is_no_return(tmp_path: Path) -> None:
    for name in ("a.xlsx", "con/b.xlsx", "c.xlsx"):
        write(tmp_path / name)
    zipped(tmp_path / "n.zip", {"d.xlsx": b"", "e.xlsx": b""})
    write(tmp_path / "so-tiep-nhan.csv", "\ufefffile;received;ghi chú\nA.XLSX;20/9/2025;\nb.xlsx;2025-09-26;muộn\n"
                                         "n.zip;24/9/2025;\ne.xlsx;23/9/2025;\n".encode())
    assert [(s.name, s.received) for s in find_inputs([tmp_path])] == [
        ("a.xlsx", date(2025, 9, 20)), ("c.xlsx", None), ("con/b.xlsx", date(2025, 9, 26)),
        ("n.zip/d.xlsx", date(2025, 9, 24)), ("n.zip/e.xlsx", date(2025, 9, 23))]


def test_the_register_may_be_given_among_single_files(tmp_path: Path) -> None:
    file = write(tmp_path / "a.xlsx")
    register = write(tmp_path / "so-tiep-nhan.csv", b"file,received\na.xlsx,2025-09-20\n")
    assert [(s.name, s.received) for s in find_inputs([register, file])] == [("a.xlsx", date(2025, 9, 20))]


def test_faulty_lines_of_the_register_are_named_and_the_others_hold(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write(tmp_path / name)
    write(tmp_path / "so-tiep-nhan.csv", "file,received\na.xlsx,20/9/2025\nb.xlsx,hôm qua\nz.xlsx,20/9/2025\n"
                                         "a.xlsx,21/9/2025\n".encode())
    remedy = " Cách sửa: sửa dòng đó trong sổ rồi tổng hợp lại; các dòng khác vẫn có hiệu lực."
    assert messages(tmp_path) == [text + remedy for text in (
        'X11 · so-tiep-nhan.csv: dòng 3 của sổ tiếp nhận không dùng được: "hôm qua" không phải là ngày '
        "(viết 20/9/2025 hoặc 2025-09-20).",
        'X11 · so-tiep-nhan.csv: dòng 4 của sổ tiếp nhận không dùng được: không có tệp "z.xlsx".',
        "X11 · so-tiep-nhan.csv: dòng 5 của sổ tiếp nhận không dùng được: "
        "tệp a.xlsx đã ghi một ngày khác ở dòng trên.")]
    assert next(s.received for s in find_inputs([tmp_path]) if s.name == "a.xlsx") == date(2025, 9, 20)


@pytest.mark.parametrize("content, reason", [
    ("tệp;ngày\n".encode(), "thiếu cột file, received"), (b"", "thiếu cột file, received"),
    ("file,received\nXã,".encode("utf-16"), "không phải UTF-8")])
def test_an_unreadable_register_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    write(tmp_path / "so-tiep-nhan.csv", content)
    assert messages(tmp_path) == [
        f"X13 · so-tiep-nhan.csv: không đọc được sổ tiếp nhận: {reason}. "
        "Cách sửa: lưu sổ bằng Excel thành tệp CSV UTF-8, hàng đầu gồm hai cột file và received."]


@pytest.mark.skipif(os.name == "nt", reason="names are bytes only on POSIX")
def test_a_name_in_an_old_encoding_is_shown_as_text_that_can_be_written(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"bi\xeau 1.xlsx")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    source, = find_inputs([tmp_path])
    assert source.name == "bi\\udceau 1.xlsx" and source.name.encode()
    assert source.load() == b"x"
