"""Excel workbooks since 2007 (XLSX, XLSM; ECMA-376)."""
