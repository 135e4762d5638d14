"""Rows for the proof that both engines agree: every kind of indicator and assignment, every kind of entry."""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any
from unicodedata import normalize

ERROR = "=1/0"
"""A formula that gives an error; Python knows the cell as an error value."""
LONG = "Rất dài. " * 230
TEXTS = ("", " ", "\u00a0", " \u00a0 ", "\t", "x", "không", "KHÔNG ÁP DỤNG", "chưa có số liệu", "Chưa  có số liệu ",
         "\u00a0Đã có số liệu", "SỐ ƯỚC", "85", "85,5", "-", "Đang khắc phục việc thiếu trạm phát sóng", LONG,
         "'=1+1", "12/KH-UBND", "ĐẠT", "Hoà Bình", ERROR, "\u200b", "Lan\tAnh")
HUGE = (1e307, -1e308)
"""Numbers of which a hundredfold is none."""
NUMBERS = (0, -1, 1, 0.5, 0.85, 2, 9, 10, 12, 12.5, 29.999, 30, 50, 59.95, 59.985, 59.99, 60, 60.0000001, 85, 99.9, 100,
           100.04, 100.1, 180, 200, 1e9, 1e-12, 0.1 + 0.2, 1 / 3, 45900, 1e15, 60, 61, 45918.5, 45919, *HUGE)
DAYS = (date(1925, 9, 5), date(1999, 12, 31), date(2000, 1, 1), date(2100, 12, 31), date(2101, 1, 1),
        date(2015, 9, 5), date(2024, 12, 31), date(2025, 1, 1), date(2025, 7, 13), date(2025, 7, 14),
        date(2025, 8, 31), date(2025, 9, 1),
        date(2025, 9, 18), date(2025, 9, 19), date(2025, 12, 31))
WORDS = ("Đã có số liệu", "Chưa có số liệu", "Không áp dụng", "Số ước", "ĐÃ CÓ SỐ LIỆU",
         normalize("NFD", "Không áp dụng"), "Không\náp dụng", "Số\u2003ước\ufeff",
         "Không áp dụng.")
STATES = ("Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Tạm dừng", "Không thuộc trách nhiệm", "HOÀN THÀNH",
          " hoàn\u00a0thành ", normalize("NFD", "Hoàn thành"), "Hoàn\nthành", "Hoàn\u202fthành", "Tạm dừng\u00ad")
ENTRIES: dict[str, tuple[Any, ...]] = {
    "value": (*NUMBERS, *TEXTS, *DAYS[:2]), "numerator": (*NUMBERS, *TEXTS), "denominator": (*NUMBERS, *TEXTS),
    "data_status": (*WORDS, *TEXTS, 0, 5), "explanation": (*TEXTS, 0, 12345, normalize("NFD", "ờở ế")),
    "evidence": (*TEXTS, 45, *DAYS[:1], "\ufeff"),
    "status": (*STATES, *TEXTS, 0, 5), "progress": (*NUMBERS, *TEXTS), "completed_on": (*DAYS, *NUMBERS, *TEXTS),
    "document": (*TEXTS, 12, *DAYS[:1]), "person": (*TEXTS, "\u3000"), "difficulty": TEXTS, "name": TEXTS,
    "lead": TEXTS, "coordinating": TEXTS,
    "product": TEXTS, "deadline": (*TEXTS, *DAYS, 45870, 2025), "content": (*TEXTS, 5), "proposal": TEXTS,
    "addressee": TEXTS, "related": ("RA-1", "ra-1", " RA-1\u00a0", "RA*", "R?-1", "NH-1", "CT-99", *TEXTS, 5)}
PROOF = "Báo cáo 12/BC-UBND"
GOOD_RATIO = {"numerator": 85, "denominator": 100, "evidence": PROOF}
GOOD_FIGURE = {"value": 70, "evidence": PROOF}
DONE = {"status": "Hoàn thành", "progress": 100, "completed_on": date(2025, 8, 20), "document": "12/KH-UBND",
        "person": "Nguyễn Văn A"}
OWN = DONE | {"name": "Tổ chức hội thi", "lead": "Đoàn Thanh niên", "product": "Hội thi", "deadline": "Quý IV"}
INDICATOR_BASES = (GOOD_RATIO, GOOD_FIGURE, {"value": 20, "evidence": PROOF}, {},
                   {"data_status": "Không áp dụng", "explanation": "Không có đối tượng"},
                   GOOD_RATIO | {"value": 85, "data_status": "Số ước", "explanation": "Ước theo tháng trước"})
ASSIGNMENT_BASES = (DONE, {"status": "Đang thực hiện", "progress": 50, "person": "Trần Thị B"}, {},
                    {"status": "Chưa thực hiện"}, {"status": "Tạm dừng", "difficulty": "Chờ hướng dẫn"},
                    {"status": "Không thuộc trách nhiệm"})
INDICATOR_FIELDS = ("value", "numerator", "denominator", "data_status", "explanation", "evidence")
ASSIGNMENT_FIELDS = ("status", "progress", "completed_on", "document", "person", "difficulty")
DIFFICULTY = {"content": "Thiếu máy quét", "proposal": "Cấp máy quét", "addressee": "UBND thành phố",
              "related": "RA-1"}
DIFFICULTY_BASES = (DIFFICULTY, {"content": "Thiếu máy quét"}, {"proposal": "Cấp máy quét"}, {})
DIFFICULTY_FIELDS = ("content", "related", "addressee", "proposal")
OWN_FIELDS = ("name", "lead", "coordinating", "product", "deadline", *ASSIGNMENT_FIELDS)


def one_changed(bases: tuple[Mapping[str, Any], ...], fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Each base row with each field set to each entry in turn."""
    for base in bases:
        for field in fields:
            for entry in ENTRIES[field]:
                yield {**base, field: entry}


def by_chance(luck: Random, fields: tuple[str, ...]) -> dict[str, Any]:
    """A row with some fields filled with anything."""
    return {field: luck.choice(ENTRIES[field]) for field in fields if luck.random() < 0.6}
