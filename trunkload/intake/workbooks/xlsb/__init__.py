"""Binary Excel workbooks (XLSB; [MS-XLSB])."""
