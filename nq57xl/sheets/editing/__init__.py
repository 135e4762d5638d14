"""Finished workbooks taken apart and changed as spreadsheet programs and their users change them."""
