"""Numbers and forms in the words of messages."""


FORM_LABEL = {"indicator": "chỉ tiêu", "assignment": "nhiệm vụ"}


def figure_text(value: float | str) -> str:
    """A figure with a decimal comma, at most six decimals."""
    if isinstance(value, str):
        return f'"{value}"'
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
