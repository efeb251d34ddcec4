"""What was read, kept: Parquet tables of files, indicators and money, and until all is read the parts they are made of."""
