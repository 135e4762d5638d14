"""Days as Vietnamese offices write them."""

from datetime import date


def day_text(day: date) -> str:
    """`25/9/2025`, `05/01/2026`: a zero before days below 10 and months 1 and 2 (Decree 30/2020/NĐ-CP, Appendix I)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
