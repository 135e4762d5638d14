"""Which files were given: single files, folders and what is below them, .zip archives and what is in them."""

import fnmatch
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from nq57xl.archive.decisions import DECISIONS, QUESTIONS_END
from nq57xl.merge import archives
from nq57xl.merge.archives import Unloadable
from nq57xl.merge.register import REGISTER, read_register
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.names import nfc
from nq57xl.sheets.reading.limits import UnreadableBook
from nq57xl.sheets.reading.load import load

NO_RETURNS = ("~$*", ".~lock.*", "._*", ".ds_store", "thumbs.db", "desktop.ini", ".nq57xl-*")
"""What spreadsheet programs, file managers and this program leave behind; skipped without a word."""
OUR_TABLES = (DECISIONS, f"*{QUESTIONS_END}")
"""Tables of answers and open questions, which are no returns either."""
ARCHIVE, BOOKS = ".zip", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""How archives are called, and the workbooks by which one that is called otherwise is known."""
NO_FOLDERS = ("__macosx",)
_LINK = Unloadable("đây là liên kết, không phải tệp", "nén lại cùng chính tệp biểu")
_TAKEN_APART = Unloadable("đây là một tệp Excel đã bị giải nén ra thành nhiều phần",
                          "gửi chính tệp .xlsx đã nhận, không giải nén tệp đó")
_NO_FILES = Unloadable("tệp nén không có biểu nào", "nén lại cùng các tệp biểu, hoặc gửi từng tệp Excel")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read. `name` (NFC, forward slashes) is how it is shown, `member` its entry in an archive.

    `received` is the day the register gives. `findings` say that it cannot be read at all.
    """

    name: str
    path: Path
    member: str = ""
    received: date | None = None
    findings: tuple[Finding, ...] = ()

    def load(self) -> bytes:
        """The file's bytes. Raises Unloadable where it cannot be read, or changes while it is read."""
        if self.member:
            return archives.read_member(self.path, self.member)
        if self.findings and self.path.is_symlink():
            raise Unloadable("liên kết ra ngoài thư mục", "chép chính tệp đó vào thư mục")
        try:
            return load(self.path)
        except UnreadableBook as refusal:
            raise Unloadable(refusal.detail, "chép chính tệp biểu vào thư mục rồi tổng hợp lại") from refusal
        except OSError as fault:
            raise Unloadable(fault.strerror or "lỗi đọc đĩa", "đóng tệp ở chương trình khác, kiểm tra quyền đọc") \
                from fault


def find_inputs(paths: Iterable[Path]) -> tuple[Source, ...]:
    """All files behind the paths, each once, sorted by the name shown.

    A register (`so-tiep-nhan.csv`) in a folder or archive gives the days its files were received.
    Raises FileNotFoundError for a path that is not there.
    """
    paths = [Path(path) for path in paths]
    files = [s for path in paths if not path.is_dir() for s in _given(path)]
    found: dict[tuple[Path, str], Source] = {}
    for group in (files, *(_below(path) for path in paths if path.is_dir())):
        for source in _with_register(group):
            found.setdefault((source.path.resolve(), source.member), source)
    return tuple(sorted(_distinct(found.values()), key=lambda source: (source.name, str(source.path))))


def _given(path: Path) -> list[Source]:
    if not path.is_file():
        raise FileNotFoundError(2, "không có tệp hoặc thư mục", str(path))
    return [] if _is_no_return(nfc(path.name)) else _of_file(path, path.parent)


def _below(folder: Path) -> list[Source]:
    """What a folder and the folders in it hold."""
    return [source for path in _entries(folder) for source in _of_entry(path, folder)]


def _of_entry(path: Path, folder: Path) -> list[Source]:
    """Links, and what is no ordinary file, are told and never opened."""
    if path.is_symlink():
        return _of_link(path, folder)
    if path.is_file():
        return _of_file(path, folder)
    is_folder = path.is_dir()
    fault = Unloadable("đây là thư mục mang tên tệp" if is_folder else "đây là tệp đặc biệt của hệ thống",
                       "chép chính tệp biểu vào thư mục")
    name = _shown(path, folder)
    return [Source(name, path, findings=(unloadable(name, fault),))]


def _entries(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir(), key=lambda path: nfc(path.name)):
        if _is_no_return(nfc(entry.name)):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from [entry] if entry.suffix.lower() in BOOKS else []
            yield from _entries(entry)
        else:
            yield entry


def _of_link(path: Path, folder: Path) -> list[Source]:
    """A link is never followed out of the folder; one to a file within it adds nothing."""
    if path.resolve().is_relative_to(folder.resolve()):
        return []
    name = _shown(path, folder)
    fault = Unloadable("đây là liên kết ra ngoài thư mục", "chép chính tệp đó vào thư mục")
    return [Source(name, path, findings=(unloadable(name, fault),))]


def _shown(path: Path, folder: Path) -> str:
    """The path below the folder as text that can be written: in a name of an old encoding stand halves of
    characters, which no report, table or JSON takes."""
    return nfc(path.relative_to(folder).as_posix().encode("utf-8", "backslashreplace").decode())


def _is_no_return(name: str) -> bool:
    return name.lower() in NO_FOLDERS or any(fnmatch.fnmatchcase(name.lower(), pattern)
                                             for pattern in (*NO_RETURNS, *OUR_TABLES))


def _of_file(path: Path, folder: Path) -> list[Source]:
    """The file itself, or the files of a .zip archive, under whatever name; a workbook called .zip is no archive."""
    source = Source(_shown(path, folder), path)
    is_called_zip = path.suffix.lower() == ARCHIVE
    if not is_called_zip and not archives.is_zip(path):
        return [source]
    try:
        members = archives.members(path)
        links = archives.links(path) if members is not None else []
    except Unloadable as fault:
        return [_faulty(source, fault)] if is_called_zip else [source]
    if members is None or not (is_called_zip or any(_is_book(member) for member in members)):
        return [source]
    return list(_with_register(_of_archive(source, members, links, [archives.MOST_NESTED_BYTES])))


def _faulty(source: Source, fault: Unloadable) -> Source:
    return replace(source, findings=(unloadable(source.name, fault),))


def _of_archive(archive: Source, members: list[str], links: list[str], budget: list[int]) -> list[Source]:
    """The files of an archive; links, and workbooks that were taken apart, are told, and so is an archive without
    any file that counts."""
    apart = archives.unpacked(members)
    whole = [name for name in members if not name.replace("\\", "/").startswith(tuple(f"{each}/" for each in apart))]
    told = [_faulty(_member(archive, name), _LINK) for name in links]
    told += [_faulty(replace(_member(archive, member), name=f"{archive.name}/{nfc(folder)}"), _TAKEN_APART)
             for folder, member in apart.items()]
    found = [each for name in whole for each in _of_member(archive, name, budget)]
    return told + found or [_faulty(archive, _NO_FILES)]


def _is_book(member: str) -> bool:
    return PurePosixPath(member.lower()).suffix in (*BOOKS, ARCHIVE)


def _of_member(archive: Source, member: str, budget: list[int]) -> list[Source]:
    """A member, or the files of an archive that it is. `budget` is how many bytes archives within may still have."""
    source = _member(archive, member)
    if any(_is_no_return(part) for part in PurePosixPath(_inner_name(member)).parts):
        return []
    if PurePosixPath(source.name.lower()).suffix != ARCHIVE:
        return [source]
    try:
        content = _nested(source, budget)
        inner = archives.members(io.BytesIO(content))
        links = archives.links(io.BytesIO(content)) if inner is not None else []
    except Unloadable as fault:
        return [_faulty(source, fault)]
    return [source] if inner is None else _of_archive(source, inner, links, budget)


def _member(archive: Source, member: str) -> Source:
    chain = f"{archive.member}{archives.INNER}{member}" if archive.member else member
    return Source(f"{archive.name}/{_inner_name(member)}", archive.path, chain)


def _inner_name(member: str) -> str:
    return nfc(member.replace("\\", "/")).strip("/")


def _nested(source: Source, budget: list[int]) -> bytes:
    """The bytes of an archive within an archive. Raises Unloadable where there are too many of them."""
    if source.member.count(archives.INNER) >= archives.MOST_NESTED or budget[0] <= 0:
        raise Unloadable("tệp nén lồng trong nhau quá sâu hoặc quá lớn", "giải nén rồi gửi từng tệp Excel")
    content = source.load()
    budget[0] -= len(content)
    return content


def unloadable(name: str, fault: Unloadable) -> Finding:
    """The finding that says why a file's content cannot be had."""
    return raise_finding(MESSAGES["X10"], Place(file=name), reason=fault.reason, advice=fault.advice)


def _with_register(sources: list[Source]) -> Iterator[Source]:
    """The sources with the days of the registers among them, which are no returns themselves.

    A register with a faulty line stays as a source that carries the findings.
    """
    registers = [s for s in sources if PurePosixPath(s.name).name.lower() == REGISTER]
    returns = [s for s in sources if s not in registers]
    for register in registers:
        try:
            days, findings = read_register(register.load(), register.name, [s.name for s in returns])
        except Unloadable as fault:
            days, findings = {}, (unloadable(register.name, fault),)
        returns = [replace(s, received=days.get(s.name, s.received)) for s in returns]
        if findings or register.findings:
            yield replace(register, findings=register.findings or findings)
    yield from returns


def _distinct(sources: Iterable[Source]) -> Iterator[Source]:
    """Two files of one shown name (from two folders) are told apart by their folder, else by a number."""
    sources = list(sources)
    names = Counter(source.name for source in sources)
    seen: Counter[str] = Counter()
    for source in sorted(sources, key=lambda source: str(source.path)):
        name = source.name
        if names[name] > 1:
            name = f"{_shown(source.path.parent, source.path.parent.parent)}/{name}"
        seen[name] += 1
        yield replace(source, name=name if seen[name] == 1 else f"{name} ({seen[name]})")
