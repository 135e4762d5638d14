"""What the launcher shows: messages by code, status texts by command, as rows of the add-in's own sheet."""

import unicodedata

from nq57xl.addin.buttons import Tab
from nq57xl.model.finding import Message
from nq57xl.model.messages.addin import MESSAGES

SPOKEN = ("C10", "C11", "C14", "C20", "C21", "C22", "C23", "C24", "C25", "C26")
"""Codes of the messages that the launcher itself can show."""

Row = tuple[str, str, str]
"""Key, words, and the words without diacritics for where Windows cannot show them."""


def rows(tab: Tab) -> tuple[Row, ...]:
    """`{found}` stands where the launcher puts what it found."""
    return (*(_row(code, _words(MESSAGES[code])) for code in SPOKEN),
            *(_row(button.command, f"NQ57: {button.label}…") for button in tab.buttons))


def _row(key: str, words: str) -> Row:
    return key, words, unaccented(words)


def _words(message: Message) -> str:
    return f"{message.code} · {message.text}\n\nCách sửa: {message.remedy}"


def unaccented(text: str) -> str:
    """Vietnamese without its marks, in ASCII."""
    for letter, plain in (("đ", "d"), ("Đ", "D"), ("·", "-"), ("…", "...")):
        text = text.replace(letter, plain)
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
