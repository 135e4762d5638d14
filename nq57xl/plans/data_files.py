"""Data files below `templates/` as text, rows, facts. Every fault in one is a `DataFileError` that names the file."""

import csv
import io
import tomllib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class DataFileError(ValueError):
    """A data file cannot be used: missing, not UTF-8, a column missing, a value of the wrong form."""


@contextmanager
def usable(path: Path) -> Iterator[None]:
    """Take facts out of a file; what lacks there, or is of another form, is a fault of the file. Raises
    DataFileError."""
    try:
        yield
    except KeyError as fault:
        raise DataFileError(f"{path}: thiếu {fault.args[0]}") from fault
    except (TypeError, ValueError) as fault:
        raise DataFileError(f"{path}: {fault}") from fault


def read_toml(path: Path) -> dict:
    """The facts of a TOML file. Raises DataFileError."""
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as fault:
        raise DataFileError(f"{path}: {fault}") from fault


def read_rows(path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    """The rows of a CSV (UTF-8, BOM accepted; comma or, as Excel saves it here, semicolon), cut to `columns`
    and the `optional` ones, which are empty where the file lacks them."""
    text = _text(path)
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    header = next(reader, [])
    missing = [c for c in columns if c not in header]
    if missing:
        raise DataFileError(f"{path}: thiếu cột {', '.join(missing)}")
    wanted = [(c, header.index(c)) for c in (*columns, *optional) if c in header]
    absent = dict.fromkeys((c for c in optional if c not in header), "")
    for row in filter(None, reader):
        yield {c: row[n].strip() if n < len(row) else "" for c, n in wanted} | absent


def _text(path: Path) -> str:
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as fault:
        raise DataFileError(f"{path}: không có tệp này") from fault
    except UnicodeDecodeError as fault:
        raise DataFileError(f"{path}: không phải UTF-8") from fault
