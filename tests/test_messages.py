"""Every message is raised by a test that has its words written out, so that none changes unnoticed."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from nq57xl.model.finding import Message
from nq57xl.reference import all_messages

TESTS = Path(__file__).parent
SLOT = re.compile(r"\\\{\w+\\\}")
SHORTEST = 12
"""Fixed characters of a text below which the code must stand before it in the same words."""


@cache
def written() -> tuple[tuple[str, ...], ...]:
    """The texts that tests expect, in groups: those of one assertion, one row of a table, one entry of a dict."""
    return tuple(group for path in sorted(TESTS.rglob("test_*.py")) if path != Path(__file__)
                 for group in _groups(ast.parse(path.read_text(encoding="utf-8"))))


def _groups(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert | ast.Tuple):
            yield _texts(node)
        elif isinstance(node, ast.Dict):
            yield from (_texts(key) + _texts(value) for key, value in zip(node.keys, node.values) if key)


def _texts(node: ast.AST) -> tuple[str, ...]:
    """Texts below a node; what an f-string fills in is left open."""
    return tuple(text for each in ast.walk(node) if (text := _text(each)) is not None)


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "…" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def is_written_out(message: Message) -> bool:
    """Whether some test has the message's text, slots filled, beside its code."""
    text = SLOT.sub("(?s:.+)", re.escape(message.text))
    code = re.compile(rf"\b{message.code}\b")
    after_code = re.compile(rf"\b{message.code} · (?s:.*){text}")
    is_short = len(SLOT.sub("", re.escape(message.text))) < SHORTEST
    words = re.compile(text.rstrip(".").removesuffix("\\"))
    return any(any(map(after_code.search, group)) or
               (not is_short and any(map(words.search, group)) and any(map(code.search, group)))
               for group in written())


@pytest.mark.parametrize("code", sorted(all_messages()))
def test_the_words_of_every_code_are_written_out_in_a_test_that_raises_it(code: str) -> None:
    assert is_written_out(all_messages()[code]), f"no test has the text of {code}: {all_messages()[code].text}"


def test_a_text_that_no_test_has_is_noticed() -> None:
    known = all_messages()["V22"]
    assert is_written_out(known)
    assert not is_written_out(Message("V22", known.severity, "chưa có bằng chứng.", known.remedy))
    assert not is_written_out(Message("Z99", known.severity, known.text, known.remedy))
