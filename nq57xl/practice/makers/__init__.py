"""The makers of the kinds, grouped by what is mangled."""
