"""Spreadsheet files. The only home of openpyxl, python-calamine and XlsxWriter.

`layout` and `stamp` say what an issued workbook is; `issuing` makes it, `reading` reads what comes back,
`writing` writes reports.
"""
