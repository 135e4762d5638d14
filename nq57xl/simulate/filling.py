"""What a unit writes into its workbook: rows of entry fields. The planned truth that a return must carry."""

from dataclasses import dataclass, replace
from datetime import date

Entry = float | int | str | date
Row = dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Filling:
    """Entry fields by row code for each main table; `difficulties` are rows in their order.

    A field that is missing stays blank. `value` of a ratio stands here only where it was typed over the
    formula: as planned figures it follows from numerator and denominator.
    """

    indicators: dict[str, Row]
    assignments: dict[str, Row]
    difficulties: tuple[Row, ...] = ()

    def with_indicator(self, code: str, **fields: Entry | None) -> "Filling":
        """The same filling with some fields of one indicator changed; None empties a field."""
        row = {name: value for name, value in (self.indicators[code] | fields).items() if value is not None}
        return replace(self, indicators=self.indicators | {code: row})

    def tables(self) -> dict[str, dict[str, Row]]:
        """Rows by sheet kind, difficulties under their 1-based number."""
        return {"indicator": self.indicators, "assignment": self.assignments,
                "difficulty": {str(n): row for n, row in enumerate(self.difficulties, 1)}}
