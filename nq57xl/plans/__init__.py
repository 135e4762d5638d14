"""Plan data: reading, checking, comparing and exchanging the files under `templates/plans/`."""
