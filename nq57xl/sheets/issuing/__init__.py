"""The workbooks sent out: a designer's shell, filled once (openpyxl) and stamped for each unit."""
