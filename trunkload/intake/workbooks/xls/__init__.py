"""Excel workbooks of 1997 to 2003 (XLS, BIFF8; [MS-XLS], [MS-CFB])."""
