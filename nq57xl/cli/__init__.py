"""The verbs on the command line (contract: design.md, section 7). An edge: parses, calls, prints."""
