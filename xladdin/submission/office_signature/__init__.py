"""The signature that Office itself shows: XML-DSig over the parts of a package (ECMA-376 part 2, [MS-OFFCRYPTO] 2.5.2)."""
