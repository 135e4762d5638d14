"""A validation for the tests of the workers; it stands in a module, so that a fresh interpreter finds it."""

import hashlib
import os

from nq57xl.model.record import ACCEPTED, Submission


def read(content: bytes, name: str) -> Submission:
    """Take any bytes; a file that says `chết` kills its process as a crashing library would."""
    if content.decode() == "chết":
        os._exit(9)
    return Submission(name, hashlib.sha256(content).hexdigest(), ACCEPTED, plan="thu", unit=content.decode())
