"""`nq57xl guide`: the officer's guide in the browser."""

import argparse

from nq57xl.cli.outcome import CLEAN


def add(verb: argparse.ArgumentParser) -> None:
    verb.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    from nq57xl.guide import open_guide
    print(f"Hướng dẫn: {open_guide()}")
    return CLEAN
