"""The catalogue of messages that are not rules: structure (S), reading of values (V3x), across files (X), plans (P),
the buttons (C).

The messages of rules stand with the rules (`rules/catalogue/`).
"""

from nq57xl.model.finding import Message


def catalogue(*messages: Message) -> dict[str, Message]:
    """Messages by code. A code given twice is a mistake of ours: AssertionError."""
    found = {message.code: message for message in messages}
    assert len(found) == len(messages), "a message code is used twice"
    return found
