"""Exercises written to disk: mangled returns for those who practise, and the solutions apart from them.

`de-bai/bai-001/…` are the files as a unit would send them, `de-bai.csv` lists them and gives nothing away;
`loi-giai/bai-001.json` is the truth about each, `loi-giai.csv` its summary for trainers.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from nq57xl.archive.tables import written
from nq57xl.model.record import FactValue
from nq57xl.practice.case import Case
from nq57xl.practice.kinds import Kind, NoRoom
from nq57xl.practice.truth import CERTAIN, DOUBTFUL, OUTCOME_WORDS, STATE_WORDS, Delivery
from nq57xl.saving import save

EXERCISES, SOLUTIONS = "de-bai", "loi-giai"
NAME = "bai-{:03}"
Progress = Callable[[int, int, Path], object]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One mangled return: its number, its kind, the seed it was drawn from."""

    number: int
    kind: Kind
    seed: str
    delivery: Delivery

    @property
    def name(self) -> str:
        return NAME.format(self.number)


def draw(cases: Sequence[Case], kinds: Iterable[Kind], count: int, seed: int) -> tuple[list[Exercise], list[Kind]]:
    """So many exercises of each kind, in an order that does not give the kind away, and the kinds for which no
    workbook has room. The same inputs give the same exercises."""
    drawn: list[tuple[Kind, str, Delivery]] = []
    roomless: list[Kind] = []
    for kind in kinds:
        for turn in range(count):
            key = f"{seed}/{kind.name}/{turn}"
            made = _made(cases[turn % len(cases):] + cases[: turn % len(cases)], kind, key)
            if made:
                drawn.append((kind, key, made))
            elif kind not in roomless:
                roomless.append(kind)
    Random(seed).shuffle(drawn)
    return [Exercise(number, *one) for number, one in enumerate(drawn, 1)], roomless


def _made(cases: Sequence[Case], kind: Kind, key: str) -> Delivery | None:
    for case in cases:
        try:
            return kind.make(case, Random(key))
        except NoRoom:
            continue
    return None


def hand_out(exercises: Sequence[Exercise], folder: Path, progress: Progress | None = None) -> None:
    """Write exercises and solutions into a folder. Raises OSError."""
    for done, exercise in enumerate(exercises, 1):
        for file in exercise.delivery.files:
            path = folder / EXERCISES / exercise.name / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            save(file.data, path)
        _save(folder / SOLUTIONS / f"{exercise.name}.json",
              (json.dumps(solution(exercise), ensure_ascii=False, indent=1) + "\n").encode())
        if progress:
            progress(done, len(exercises), folder)
    _save(folder / f"{EXERCISES}.csv", _table(map(_task, exercises)))
    _save(folder / f"{SOLUTIONS}.csv", _table(map(_answer, exercises)))


def solution(exercise: Exercise) -> dict:
    """The truth about an exercise as a document: values are numbers, texts, ISO dates."""
    kind, delivery = exercise.kind, exercise.delivery
    return {
        "exercise": exercise.name, "kind": kind.name, "title": kind.title, "number": kind.number, "seed": exercise.seed,
        "plan": delivery.plan, "unit": delivery.unit, "period": delivery.period, "did": list(delivery.did),
        "asked": delivery.asked,
        "files": [{"file": file.name, "sha256": hashlib.sha256(file.data).hexdigest(), "outcome": file.outcome}
                  for file in delivery.files],
        "facts": [{"sheet_kind": spot[0], "code": spot[1], "field": spot[2], "value": _plain(truth.value),
                   "certainty": truth.state, "why": truth.why} for spot, truth in sorted(delivery.truth.items())]}


def _plain(value: FactValue) -> float | int | str:
    return value if isinstance(value, (int, float, str)) else value.isoformat()


def _task(exercise: Exercise) -> Mapping[str, str]:
    delivery = exercise.delivery
    return {"Bài": exercise.name, "Kế hoạch": delivery.plan, "Đơn vị": delivery.unit, "Kỳ": delivery.period,
            "Tệp": "; ".join(file.name for file in delivery.files),
            "Câu hỏi": "Tệp này có được nhận không? Số liệu nào lấy được, số liệu nào phải hỏi lại?"}


def _answer(exercise: Exercise) -> Mapping[str, str]:
    kind, delivery = exercise.kind, exercise.delivery
    states = [truth.state for truth in delivery.truth.values()]
    doubtful = [f"{code} {truth.why}" for (_, code, _), truth in delivery.truth.items() if truth.state == DOUBTFUL]
    return {"Bài": exercise.name, "Kiểu": kind.name, "Tên kiểu": kind.title, "Đã làm gì": "\n".join(delivery.did),
            "Kết quả đúng": "; ".join(f"{file.name}: {OUTCOME_WORDS[file.outcome]}" for file in delivery.files),
            "Hỏi lại cả tệp": delivery.asked, "Số liệu " + STATE_WORDS[CERTAIN]: str(states.count(CERTAIN)),
            "Số liệu phải hỏi lại": "\n".join(dict.fromkeys(doubtful))}


def _table(rows: Iterable[Mapping[str, str]]) -> bytes:
    rows = list(rows)
    return written(tuple(rows[0]), rows) if rows else b""


def _save(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    save(data, path)
