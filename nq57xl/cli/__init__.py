"""The verbs on the command line. An edge: parses, calls, prints."""
