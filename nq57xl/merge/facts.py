"""The tidy facts as a file: one row for each figure, columns whose names and order others rely on.

CSV is UTF-8 without BOM. A text that a spreadsheet program would take for a formula (it begins with
`= + - @`, their full-width forms, TAB, CR, LF or NUL) gets a leading apostrophe; numbers never do;
`read_facts` takes it off again. Numbers are plain decimals, dates ISO. `flags` are finding codes, separated
by blanks in CSV and Parquet, a list in JSON.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from nq57xl.archive.tables import as_written, harmless
from nq57xl.model.dataset import Dataset
from nq57xl.model.record import Fact, FactValue
from nq57xl.model.terms import INDICATOR_FIELDS
from nq57xl.saving import save

COLUMNS = ("plan", "period", "unit", "sheet_kind", "code", "field", "value", "file", "sheet", "cell", "flags")
SUFFIXES = (".csv", ".json", ".parquet")
NUMBER_FIELDS = ("value", "numerator", "denominator", "progress")
DATE_FIELDS = ("completed_on",)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class FactsFileError(ValueError):
    """A facts file cannot be written or read; the text says why, in Vietnamese."""


def write_facts(dataset: Dataset, path: Path) -> None:
    """Write all facts of a dataset as .csv, .json or .parquet; the file appears whole or not at all.

    Raises FactsFileError for another suffix, or where Parquet's library is missing; LockedOutput.
    """
    facts = [row.fact for row in dataset.rows]
    save(facts_bytes(facts, path.suffix.lower()), path)


def facts_bytes(facts: Iterable[Fact], suffix: str) -> bytes:
    """The file's content by its suffix. Raises FactsFileError."""
    match suffix:
        case ".csv":
            return _csv(facts)
        case ".json":
            return _json(facts)
        case ".parquet":
            return _parquet(facts)
    raise FactsFileError(f'không ghi được số liệu dạng "{suffix}"; dùng {", ".join(SUFFIXES)}')


def plain(value: FactValue) -> str:
    """A value as text: plain decimals without exponent or needless zeros, ISO dates, text as it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)):
        text = format(Decimal(repr(value)), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat()


def _cells(fact: Fact) -> Iterator[str]:
    """A fact's columns as plain text, in their order."""
    return (" ".join(fact.flags) if name == "flags" else plain(getattr(fact, name)) for name in COLUMNS)


def _csv(facts: Iterable[Fact]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for fact in facts:
        typed = fact.value if isinstance(fact.value, str) else None
        writer.writerow([cell if name == "value" and typed is None else harmless(cell)
                         for name, cell in zip(COLUMNS, _cells(fact))])
    return text.getvalue().encode()


def _json(facts: Iterable[Fact]) -> bytes:
    def encode(fact: Fact, name: str) -> str:
        value = getattr(fact, name)
        if name == "flags":
            return json.dumps(list(value))
        return plain(value) if isinstance(value, (int, float)) else json.dumps(plain(value), ensure_ascii=False)
    rows = ("{" + ", ".join(f'"{name}": {encode(fact, name)}' for name in COLUMNS) + "}" for fact in facts)
    return ("[\n" + ",\n".join(rows) + "\n]\n").encode()


def _parquet(facts: Iterable[Fact]) -> bytes:
    try:
        import pyarrow  # noqa: F401 - pandas writes Parquet through it, and says less clearly that it is missing
    except ImportError as fault:
        raise FactsFileError("ghi .parquet cần thư viện pyarrow: python -m pip install \"nq57xl[parquet]\"") from fault
    import pandas
    frame = pandas.DataFrame([list(_cells(fact)) for fact in facts], columns=list(COLUMNS), dtype=str)
    return frame.to_parquet(engine="pyarrow", index=False)


def read_facts(path: Path) -> list[Fact]:
    """The facts of a .csv or .json file that `write_facts` wrote. Raises FactsFileError; OSError as it comes."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = json.loads(text) if path.suffix.lower() == ".json" else _csv_rows(text)
        return [_fact(row) for row in rows]
    except (UnicodeDecodeError, csv.Error, json.JSONDecodeError, KeyError, TypeError, AttributeError) as fault:
        raise FactsFileError(f"{path.name} không phải tệp số liệu (--facts) của nq57xl") from fault


def _csv_rows(text: str) -> Iterator[dict[str, str]]:
    delimiter = ";" if text.startswith(";".join(COLUMNS)) else ","  # as Excel saves it here
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield {name: as_written(cell) for name, cell in row.items()}


def _fact(row: dict) -> Fact:
    texts = {name: row[name] for name in COLUMNS if name not in ("value", "flags")}
    flags = row["flags"].split() if isinstance(row["flags"], str) else row["flags"]
    return Fact(**texts, value=_typed(row["field"], row["value"]), flags=tuple(flags))


def _typed(field: str, value: str | float) -> FactValue:
    if not isinstance(value, str):
        return value
    if field in NUMBER_FIELDS and _NUMBER.fullmatch(value):
        return float(value)
    try:
        return date.fromisoformat(value) if field in DATE_FIELDS else value
    except ValueError:
        return value


def unit_values(path: Path) -> dict[tuple[str, str], float]:
    """Unit and row code -> last period's figure, from a facts file; a share is computed from its parts.

    Raises FactsFileError; OSError as it comes.
    """
    rows: dict[tuple[str, str], dict[str, FactValue]] = {}
    for fact in read_facts(path):
        if fact.sheet_kind == "indicator" and fact.field in INDICATOR_FIELDS:
            rows.setdefault((fact.unit, fact.code), {})[fact.field] = fact.value
    found = {key: _figure(fields) for key, fields in rows.items()}
    return {key: value for key, value in found.items() if value is not None}


def _figure(fields: dict[str, FactValue]) -> float | None:
    value, numerator, denominator = (fields.get(name) for name in NUMBER_FIELDS[:3])
    if isinstance(numerator, (int, float)) and isinstance(denominator, (int, float)) and denominator > 0:
        return 100 * numerator / denominator
    return float(value) if isinstance(value, (int, float)) else None
