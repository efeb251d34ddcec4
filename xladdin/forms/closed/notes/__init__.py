"""What somebody changed around the inputs: numbers of 参数, names of the workbook, a sealed content."""
