"""Marks put into a returned workbook's copy and taken out again: a sheet in front, fills, notes."""
