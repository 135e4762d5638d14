"""`python -m nq57xl` is the command `nq57xl`."""

import sys

from nq57xl.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
