"""汇总.xlsx: the region's official forms, and beside them how every value came about and how its units did."""
