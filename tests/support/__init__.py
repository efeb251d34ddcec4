"""Help for tests: real office programs, package audits, pictures. Nothing here ships with the product."""
