"""The Excel add-in: built from text, installed and looked after without starting Excel."""
