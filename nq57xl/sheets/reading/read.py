"""Read a returned workbook: bytes in, a `Book` or a refusal out, nothing else.

The type is told from the content. Whatever a hostile or broken file makes a parser do, short of
ending the process, comes back as `UnreadableBook`; `isolate` covers the rest.
"""

from dataclasses import replace

from nq57xl.sheets.reading.book import Book, Sheet
from nq57xl.sheets.reading.limits import (
    DEFAULT_LIMITS,
    LAST_COLUMN,
    MIB,
    Limits,
    UnreadableBook,
    damaged,
    out_of_memory,
    too_large,
)
from nq57xl.sheets.reading.parts import Parts, main_part, parse
from nq57xl.sheets.reading.recognise import OLE, ZIP, container
from nq57xl.sheets.reading.traits import package_traits

_MAIN_TYPES = (
    ("ms-excel.sheet.binary.macroenabled.main", "xlsb"),
    ("ms-excel.sheet.macroenabled.main+xml", "xlsm"),
    ("ms-excel.template.macroenabled.main+xml", "xlsm"),
    ("ms-excel.addin.macroenabled.main+xml", "xlsm"),
    ("spreadsheetml.sheet.main+xml", "xlsx"),
    ("spreadsheetml.template.main+xml", "xlsx"),
)
_OTHER_TYPES = (
    ("wordprocessingml", "tài liệu Word"),
    ("ms-word", "tài liệu Word"),
    ("presentationml", "trình chiếu PowerPoint"),
    ("ms-powerpoint", "trình chiếu PowerPoint"),
    ("opendocument.text", "tài liệu văn bản OpenDocument"),
    ("opendocument.", "tài liệu OpenDocument không phải bảng tính"),
)


def read_book(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS, passwords: tuple[str, ...] = ()) -> Book:
    """Read a workbook of any of the five formats; `name` is only for the message.

    `passwords` are tried on a file that needs one. Raises `UnreadableBook`. A parser that aborts takes the process
    along: `isolate.read_safely` is for files one does not know.
    """
    try:
        return _with_far_cells(_read(data, limits, passwords), limits)
    except UnreadableBook:
        raise
    except MemoryError:
        raise out_of_memory(limits) from None
    except Exception as error:
        # Hostile bytes find errors nobody listed; all of them mean the same to the run.
        raise damaged("nội dung không đúng dạng bảng tính") from error
    except BaseException as error:
        # A panic of calamine is, by its base class, not an ordinary exception.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged("bộ đọc dừng đột ngột") from None


def may_abort(data: bytes, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tell whether a file needs a parser that may end the process, or more memory than is its due."""
    try:
        if container(data) == OLE:
            return True
        return Parts(data, limits).declared_bytes() > limits.in_process_bytes
    except Exception:
        # Broken before any parser comes to it: `read_book` meets the same and says what it is.
        return False


def zip_format(parts: Parts) -> str:
    """Return the format of a zipped workbook; refuse archives and other documents."""
    types = _content_types(parts)
    for fragment, book_format in _MAIN_TYPES:
        if any(fragment in each for each in types):
            return book_format
    if any("opendocument.spreadsheet" in each for each in types):
        return "ods"
    for fragment, what in _OTHER_TYPES:
        if any(fragment in each for each in types):
            raise UnreadableBook("not-a-workbook", what)
    if any(name.endswith(".iwa") for name in parts.names()):
        raise UnreadableBook("not-a-workbook", "tài liệu của Apple (Numbers, Pages)")
    raise UnreadableBook("archive", "tệp nén chứa nhiều tệp")


def _content_types(parts: Parts) -> list[str]:
    mimetype = parts.get("mimetype")
    if mimetype is not None:
        return [mimetype.decode("ascii", "replace").lower()]
    content = parts.get("[Content_Types].xml")
    if content is not None:
        return _package_types(parts, content)
    manifest = parts.get("META-INF/manifest.xml")
    if manifest is None:
        return []
    return [value.lower() for element in parse(manifest, "manifest.xml") for value in element.attrib.values()]


def _package_types(parts: Parts, content: bytes) -> list[str]:
    """The type of the main part where it is told, for some programs list types that are not in the package."""
    types = parse(content, "[Content_Types].xml")
    told = {e.get("PartName", f".{e.get('Extension', '')}").lower(): e.get("ContentType", "").lower() for e in types}
    main = main_part(parts).lower()
    own = told.get(f"/{main}") or told.get(main[main.rfind(".") :])
    return [own] if own and main in parts else [kind for name, kind in told.items() if name.startswith("/")]


def _read(data: bytes, limits: Limits, passwords: tuple[str, ...]) -> Book:
    if len(data) > limits.file_bytes:
        raise too_large(f"tệp hơn {limits.file_bytes // MIB} MiB")
    if container(data) == ZIP:
        return _read_zip(data, limits)
    from nq57xl.sheets.reading.xls import read_ole

    try:
        return read_ole(data, limits)
    except UnreadableBook as refusal:
        if refusal.reason != "encrypted":
            raise
    from nq57xl.sheets.reading.unlock import unlocked

    plain = unlocked(data, passwords, limits.seconds)
    return _read_zip(plain, limits) if container(plain) == ZIP else read_ole(plain, limits)


def _read_zip(data: bytes, limits: Limits) -> Book:
    parts = Parts(data, limits)
    book_format = zip_format(parts)
    traits = package_traits(parts)
    if book_format == "ods":
        from nq57xl.sheets.reading.ods import read_ods

        return read_ods(parts, traits, limits)
    if book_format == "xlsb":
        from nq57xl.sheets.reading.xlsb import read_xlsb

        return read_xlsb(parts, traits, limits)
    from nq57xl.sheets.reading.xlsx import read_xlsx

    return read_xlsx(parts, book_format, traits, limits)


def _with_far_cells(book: Book, limits: Limits) -> Book:
    if any(_reaches_far(sheet, limits) for sheet in book.sheets):
        return replace(book, traits=book.traits | {"far-cells"})
    return book


def _reaches_far(sheet: Sheet, limits: Limits) -> bool:
    last_row = max(sheet.cells, default=(0, 0))[0]
    if last_row > limits.far_row or last_row * LAST_COLUMN <= limits.dense_cells:
        return last_row > limits.far_row
    return last_row * max(column for _, column in sheet.cells) > limits.dense_cells
