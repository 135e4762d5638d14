"""An xlwings engine over LibreOffice (UNO): the handlers of the ribbon run on it, in tests, through real xlwings.

It has the members that the product's host uses and no others: what is missing raises NotImplementedError, from
xlwings' own base classes. Where LibreOffice is more lenient than Excel the engine is strict (`values`).
"""
