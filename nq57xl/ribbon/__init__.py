"""The buttons of the tab NQ57: a short function for each, which takes bytes from the host and calls the verbs."""
