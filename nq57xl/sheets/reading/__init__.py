"""Returned workbooks, in whatever format and state: bytes -> Book."""
