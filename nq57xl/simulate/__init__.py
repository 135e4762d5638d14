"""Simulated returns: seeded, plausible fillings of issued workbooks. Examples, never data about real places."""
