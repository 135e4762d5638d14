"""The tab as ribbon XML of Office 2010 and later (customUI14)."""

from xml.sax.saxutils import quoteattr

from nq57xl.addin.buttons import Button, Group, Tab

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


def ribbon_xml(tab: Tab) -> str:
    """The document; each button calls its own VBA procedure."""
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<customUI xmlns={quoteattr(NAMESPACE)}><ribbon><tabs>\n"
            f"<tab{_attributes(id=tab.id, label=tab.label, keytip=tab.keytip)}>\n"
            + "".join(_group(group) for group in tab.groups)
            + "</tab>\n</tabs></ribbon></customUI>\n")


def _group(group: Group) -> str:
    return (f"<group{_attributes(id=f'nq57-{group.id}', label=group.label)}>\n"
            + "".join(_button(button) for button in group.buttons) + "</group>\n")


def _button(button: Button) -> str:
    return "<button{}/>\n".format(_attributes(
        id=f"nq57-{button.command}", label=button.label, size=button.size, image=button.icon,
        screentip=button.screentip, supertip=button.supertip, keytip=button.keytip, onAction=button.callback))


def _attributes(**values: str) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())
