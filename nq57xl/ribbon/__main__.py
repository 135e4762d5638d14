"""A click arrives here: `python -I -m nq57xl.ribbon <command> --protocol=1 --from_xl=1 --hwnd=… --wb=…`."""

import sys
from collections.abc import Sequence
from importlib import import_module

from nq57xl import __version__
from nq57xl.addin.buttons import ribbon_tab
from nq57xl.addin.call import INTERNAL, OTHER_VERSION, PING, PROTOCOL, CallError, parse_call, pong


def main(words: Sequence[str]) -> int:
    """Answer one click. 0: all is told; OTHER_VERSION, INTERNAL: the add-in tells it."""
    try:
        call = parse_call(words)
        if call.protocol != PROTOCOL:
            return OTHER_VERSION
        if call.command == PING:
            from nq57xl.host import check_ready
            check_ready()
            print(pong(__version__))
            return 0
        handler = ribbon_tab().handler(call.command)
        if not handler:
            return OTHER_VERSION
        module, function = handler.split(":")
        getattr(import_module(module), function)(call)
    except CallError:
        return OTHER_VERSION
    except Exception:  # the edge: the add-in says one line, the rest is in the log
        from nq57xl.faults import write_log
        write_log()
        return INTERNAL
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
