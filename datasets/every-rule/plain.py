"""A plain workbook: one sheet for each register, titles of fields as headers in row 1, one value in each cell."""

import pathlib
import sys

from openpyxl import Workbook

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from workbook import cell_name, height, line, page, put, records, save, widths  # noqa: E402

BORDER = line("thin", "A6A6A6")
GREY = "E7E6E6"


def register(ws, columns, rows):
    """Titles of columns, each with its width, in row 1, and the rows below."""
    widths(ws, [width for _, width in columns])
    for at, (title, _) in enumerate(columns, 1):
        put(ws, cell_name(1, at), title, bold=True, fill=GREY, border=BORDER, across="center")
    for row, values in enumerate(rows, 2):
        for at, content in enumerate(values, 1):
            put(ws, cell_name(row, at), content, border=BORDER)
        height(ws, row)
    ws.freeze_panes = "A2"


def table(ws, columns, rows):
    """A register of many columns, printed on A3."""
    register(ws, columns, rows)
    height(ws, 1)
    page(ws, paper="A3", titles="1:1", footer="&P/&N")


def sheet(book, name, headers, text):
    """A sheet of the records in `text`, cut at `|`; `headers` are cut the same way."""
    ws = book.create_sheet(name)
    columns = [header.strip() for header in headers.split("|")]
    wide = [(column, max(9, min(34, 2 * len(column) + 4))) for column in columns]
    register(ws, wide, records(text, len(columns)))
    page(ws, titles="1:1")


def workbook(path, title, sheets):
    """Write the sheets, each of name, headers and records, into one workbook."""
    book = Workbook()
    book.remove(book.active)
    for name, headers, text in sheets:
        sheet(book, name, headers, text)
    save(book, HERE / path, author="daicho", title=title)
