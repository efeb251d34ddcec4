"""What leaves the unit: the locked submission workbook and the mail that carries it upward."""
