"""A filled workbook on the bench: cells changed as officers change them, and the truth kept alongside."""

from collections.abc import Callable, Iterable
from random import Random

from nq57xl.model.record import ACCEPTED, REJECTED, REPAIRED, FactValue
from nq57xl.practice.case import Case
from nq57xl.practice.kinds import Kind, Maker, NoRoom
from nq57xl.practice.truth import DOUBTFUL, OPEN, Delivery, File, Spot, Truth
from nq57xl.sheets.address import address
from nq57xl.sheets.editing.looks import Look, looked
from nq57xl.sheets.editing.package import APP, Package
from nq57xl.sheets.editing.page import Content, Page
from nq57xl.sheets.editing.references import Move
from nq57xl.sheets.layout import KEY, TABLES, Layout

PARTS = ("numerator", "denominator")
FIGURES = (*PARTS, "value")
LAYOUTS = {layout.kind: layout for layout in TABLES}
EXCEL, EXCEL_VERSION = "Microsoft Excel", "16.0300"


class Bench:
    """One workbook being mangled. Makers edit cells first and move rows, columns and sheets after that: `at` gives
    places as they were issued."""

    def __init__(self, case: Case, luck: Random, data: bytes | None = None) -> None:
        self.case, self.luck, self.name = case, luck, case.name
        self.package = Package(data or case.data)
        self.package.set_property(APP, "Application", EXCEL)
        self.package.set_property(APP, "AppVersion", EXCEL_VERSION)
        self.truth: dict[Spot, Truth] = {spot: Truth(value) for spot, value in case.facts.items()}
        self.touched: set[tuple[str, str]] = set()
        self.columns: set[tuple[str, str]] = set()
        self.did: list[str] = []
        self.outcome, self.asked = ACCEPTED, ""
        self.finish: list[Callable[[bytes], bytes]] = []
        """What happens to the bytes once the workbook is put together."""
        self._titles = {layout.kind: layout.name for layout in TABLES if layout.name in self.package.titles}
        self._rows = {kind: self._keyed(LAYOUTS[kind]) for kind in self._titles}

    def _keyed(self, layout: Layout) -> dict[str, int]:
        page, column = self.package.page(layout.name), layout.index(KEY)
        keys = {row: page.text(row, column) for row in sorted(page.rows)}
        head = next((row for row, key in keys.items() if key == KEY), 0)
        return {key: row for row, key in keys.items() if key and row > head + 1}

    # where things are

    @property
    def kinds(self) -> list[str]:
        """The kinds of the table sheets there are, in their order."""
        return [kind for kind in LAYOUTS if kind in self._titles]

    def title(self, kind: str) -> str:
        return self._titles[kind]

    def page(self, kind: str) -> Page:
        return self.package.page(self._titles[kind])

    def rows(self, kind: str) -> dict[str, int]:
        """The row number of each row key of a table as issued."""
        return self._rows[kind]

    def at(self, spot: Spot) -> tuple[int, int]:
        kind, code, field = spot
        return self._rows[kind][code], LAYOUTS[kind].index(field)

    def text(self, spot: Spot) -> str:
        return self.page(spot[0]).text(*self.at(spot))

    def place(self, spot: Spot) -> str:
        """A cell for people: Chỉ tiêu!G7 (HP-CT03, Tử số)."""
        kind, code, field = spot
        return f"{self._titles[kind]}!{address(*self.at(spot))} ({code}, {LAYOUTS[kind].header(field)})"

    def is_ratio(self, code: str) -> bool:
        indicator = self.case.plan.indicator(code)
        return indicator is not None and indicator.is_ratio

    def spots(self, kind: str, *fields: str, where: Callable[[Spot, FactValue], bool] = lambda *_: True) -> list[Spot]:
        """Facts that stand in the file as issued, whose cell was typed in: no percentages that follow from parts."""
        return [spot for spot, truth in self.truth.items() if spot[0] == kind and spot[2] in fields
                and kind in self._titles and not self._follows(spot) and where(spot, truth.value)]

    def _follows(self, spot: Spot) -> bool:
        return spot[2] == "value" and spot[0] == "indicator" and (*spot[:2], "denominator") in self.truth

    def some(self, spots: Iterable[Spot], count: int = 3) -> list[Spot]:
        """A few of them, at most one in a row. Raises NoRoom where there is none."""
        by_row: dict[tuple[str, str], list[Spot]] = {}
        for spot in spots:
            by_row.setdefault(spot[:2], []).append(spot)
        if not by_row:
            raise NoRoom
        rows = self.luck.sample(sorted(by_row), min(self.luck.randint(1, count), len(by_row)))
        return [self.luck.choice(by_row[row]) for row in rows]

    # what is done to it

    def tell(self, words: str) -> None:
        self.did.append(words)

    def type(self, spot: Spot, content: Content, look: Look | None = None, shown: str = "") -> None:
        """Type over a cell and tell of it; what it means for the truth is told by the caller."""
        page, (row, column) = self.page(spot[0]), self.at(spot)
        before = page.text(row, column)
        style = looked(self.package, page.cell(row, column).style, look) if look else None
        page.put(row, column, content, style)
        self.touched.add(spot[:2])
        after = shown or ("" if content is None else str(getattr(content, "text", content)))
        self.tell(f"{self.place(spot)}: “{before}” → “{after}”")

    def repaired(self, spot: Spot, content: Content, look: Look | None = None, shown: str = "") -> None:
        """Written in another way, the same to everybody."""
        self.type(spot, content, look, shown)
        self.outcome = REPAIRED

    def doubtful(self, spot: Spot, content: Content, why: str, look: Look | None = None, shown: str = "",
                 state: str = DOUBTFUL) -> None:
        """Written so that nobody can be sure; what follows from it is as doubtful."""
        self.type(spot, content, look, shown)
        self.doubt(spot, why, state)

    def doubt(self, spot: Spot, why: str, state: str = DOUBTFUL) -> None:
        kind, code, field = spot
        if spot in self.truth:
            self.truth[spot] = Truth(self.truth[spot].value, state, why)
        if kind == "indicator" and field in PARTS and self.is_ratio(code) and (kind, code, "value") in self.truth:
            value = (kind, code, "value")
            self.truth[value] = Truth(self.truth[value].value, state, why)
            other = (kind, code, PARTS[1 - PARTS.index(field)])
            if other in self.truth and self.truth[other].state != DOUBTFUL:
                self.truth[other] = Truth(self.truth[other].value, OPEN, why)
        self.touched.add((kind, code))

    def doubt_row(self, kind: str, code: str, why: str, state: str = DOUBTFUL) -> None:
        """Doubt everything in a row."""
        for spot in [spot for spot in self.truth if spot[:2] == (kind, code)]:
            self.truth[spot] = Truth(self.truth[spot].value, state, why)
        self.touched.add((kind, code))

    def lose(self, *spots: Spot) -> None:
        """These facts are in the file no more."""
        for spot in spots:
            self.truth.pop(spot, None)
            self.touched.add(spot[:2])

    def lose_figures(self, code: str) -> None:
        """Empty the figures of an indicator."""
        for field in FIGURES:
            spot = ("indicator", code, field)
            if spot in self.truth:
                self.lose(spot)
                self.page("indicator").put(*self.at(spot), None)

    def percentage(self, code: str, content: Content, value: float, look: Look | None = None, shown: str = "") -> Spot:
        """The percentage of a ratio typed over its formula, the parts left out: that is now the fact."""
        for field in PARTS:
            self.lose(("indicator", code, field))
            self.page("indicator").put(*self.at(("indicator", code, field)), None)
        spot = ("indicator", code, "value")
        self.truth[spot] = Truth(value)
        self.type(spot, content, look, shown)
        return spot

    def look(self, style: str, look: Look) -> str:
        return looked(self.package, style, look)

    def move(self, kind: str, move: Move) -> None:
        """Insert or delete rows or columns of a table sheet."""
        self.package.move(self._titles[kind], move)

    def rename(self, kind: str, title: str) -> None:
        self.package.rename(self._titles[kind], title)
        self._titles[kind] = title

    # what comes out

    def data(self) -> bytes:
        data = self.package.data()
        for step in self.finish:
            data = step(data)
        return data

    def delivery(self, files: tuple[File, ...] = ()) -> Delivery:
        """The file with its truth; other files where they are given."""
        truth = {} if self.outcome == REJECTED else dict(self.truth)
        case = self.case
        return Delivery(files or (File(self.name, self.data(), self.outcome),), tuple(self.did), truth,
                        frozenset(self.touched), self.asked, case.unit.code, case.plan.id, str(case.period),
                        frozenset(self.columns))


def on_bench(work: Callable[[Bench], None]) -> Maker:
    """A maker from what is done on the bench to one workbook."""
    def make(case: Case, luck: Random) -> Delivery:
        bench = Bench(case, luck)
        work(bench)
        return bench.delivery()
    return make


def kind(name: str, title: str, number: str, needs: str = "") -> Callable[[Callable[[Bench], None]], Kind]:
    """Declare a kind by what is done on the bench."""
    return lambda work: Kind(name, title, number, on_bench(work), needs)
