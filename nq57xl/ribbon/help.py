"""Buttons of the group Trợ giúp."""

from nq57xl.addin.call import Call


def diagnose(_: Call) -> None:
    """Look at the installation, write the report and open it."""
    from nq57xl.addin.build import shipped_addin
    from nq57xl.addin.checks import all_checks
    from nq57xl.addin.doctor import write_report
    from nq57xl.addin.windows import WindowsMachine
    machine = WindowsMachine()
    machine.show(write_report(machine, all_checks(machine, shipped_addin())))


def show_guide(_: Call) -> None:
    """Open the guide in the browser."""
    from nq57xl.guide import open_guide
    open_guide()
