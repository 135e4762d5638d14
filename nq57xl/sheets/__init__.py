"""Spreadsheet files: layouts, reading, writing. The only home of openpyxl, python-calamine and XlsxWriter."""
