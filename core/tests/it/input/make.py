"""Writes the workbooks that the reader is examined with, and beside each what a careful person would read.

    python make.py             # needs openpyxl; the same bytes each time
    python make.py --office    # with LibreOffice also .xls and .ods, which differ each time
"""

import sys

import make_formats
import make_forms
import make_headers
import make_tables
import make_values

for module in (make_tables, make_headers, make_values, make_forms, make_formats):
    for case in module.CASES:
        case()
for case in make_formats.LEGACY:
    case("--office" in sys.argv[1:])
