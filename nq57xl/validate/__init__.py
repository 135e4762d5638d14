"""Validation: the bytes of a returned workbook -> Submission (records and findings)."""

from nq57xl.validate.submission import validate_book, validate_bytes, validate_file

__all__ = ["validate_book", "validate_bytes", "validate_file"]
