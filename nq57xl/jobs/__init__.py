"""What commands and buttons do alike: read a folder, write a report, receipts, lists; mistakes in a line of words."""
