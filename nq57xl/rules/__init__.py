"""Rules declared once as small frozen objects, compiled to a Python check and to an Excel formula."""
