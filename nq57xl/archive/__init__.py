"""What an office keeps over time beside the returned files: tables in CSV that officers open in Excel."""
