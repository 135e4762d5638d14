"""nq57xl: indicator and assignment workbooks for Resolution 57-NQ/TW, from template to city report."""

__version__ = "26.11.0"
FORMAT_VERSION = 1
"""Version of the issued workbook (design: columns, sheets, identity). Raised when a column moves."""
