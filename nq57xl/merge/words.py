"""Dates, numbers and forms in the words of messages."""

from datetime import date

FORM_LABEL = {"indicator": "chỉ tiêu", "assignment": "nhiệm vụ"}


def day_text(day: date) -> str:
    """`05/9/2025`, `05/02/2026`: a zero before days below 10 and before January and February."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"


def figure_text(value: float | str) -> str:
    """A figure with a decimal comma, at most six decimals."""
    if isinstance(value, str):
        return f'"{value}"'
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
