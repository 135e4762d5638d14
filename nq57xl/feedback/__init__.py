"""What goes back to a unit: its file with marks, a workbook built anew, a receipt, a letter."""
