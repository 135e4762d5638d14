"""How figures are judged and units ranked, in words, from the scoring file (`templates/texts/scoring.toml`)."""

import tomllib

WEIGHT_LABEL = {"completeness": "tỷ lệ dòng đã báo cáo", "timeliness": "nộp đúng hạn", "targets_met": "chỉ tiêu đạt",
                "assignments_in_time": "nhiệm vụ đúng hạn"}


def scoring_methods(text: str) -> tuple[tuple[str, str], ...]:
    """Heading and explanation for sheet `Nguồn`. Raises tomllib.TOMLDecodeError or KeyError for a spoilt file."""
    data = tomllib.loads(text)
    margin, weights, errors = data["judgement"]["margin"], data["weights"], data["errors"]
    parts = ", ".join(f"{WEIGHT_LABEL.get(name, name)} {_plain(weight)}" for name, weight in weights.items())
    return (
        ("Nguy cơ và chậm", f"Chưa đạt nhưng thiếu không quá {_plain(100 * margin)}% mức kỳ vọng là Nguy cơ, thiếu "
                            f"hơn là Chậm. Nhiệm vụ còn không quá {data['judgement']['due_soon_days']} ngày "
                            "là Sắp đến hạn."),
        ("Điểm xếp hạng", f"100 × tổng (trọng số × tỷ lệ) / tổng trọng số của các mục xét được. Trọng số: {parts}. "
                          f"Mỗi lỗi còn lại trừ {_plain(errors['points_each'])} điểm, trừ nhiều nhất "
                          f"{_plain(errors['points_most'])} điểm."))


def _plain(number: float) -> str:
    return f"{number:g}".replace(".", ",")
