"""Workbooks for reading: descriptions of sheets -> bytes (XlsxWriter)."""
