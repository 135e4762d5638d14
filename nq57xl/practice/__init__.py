"""Practice: returns mangled on purpose, each with the truth beside it; and what a reader made of them.

For training officers, for acceptance and for the regression suite. The truth is told by what was done to the
file, never by what the reader of this program can do.
"""
