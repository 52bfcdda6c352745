"""How a case is written: the cells of its sheets as lines of text, and what a careful reader makes of them."""

import datetime
import json
import pathlib
import sys
import unicodedata

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import column_index_from_string, get_column_letter

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE / "../../../../datasets"))
from workbook import save, value  # noqa: E402

THIN = Border(*(Side(style="thin") for _ in range(4)))
HEAD = PatternFill("solid", fgColor="D9E1F2")


def count(lo, hi="same"):
    """A count as `inspect` shows it; `hi=None` for an open one."""
    return {"lo": lo, "hi": lo if hi == "same" else hi}


def period(years=None, months=None, start=None, permanent=False):
    """A period as `inspect` shows it; years and months stay null where the law decides."""
    if years is not None or months is not None:
        years, months = years or 0, months or 0
    return {"years": years, "months": months, "from": start, "permanent": permanent}


class Case:
    """A workbook with what it should be read as."""

    def __init__(self, name, tries):
        self.name = name
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)
        self.expected = {"tries": tries, "sheets": {}, "tables": [], "doubts": []}

    def sheet(self, name, text, *, at="A1", merge="", heads=(), lines=True, size=9):
        """Add a sheet from lines, cut at `|`; the first line stands in row and column of `at`."""
        ws = self.book.create_sheet(name)
        self.fill(ws, text, at=at, heads=heads, lines=lines, size=size)
        for area in merge.split():
            ws.merge_cells(area)
        return ws

    def fill(self, ws, text, *, at="A1", heads=(), lines=True, size=9):
        """Write lines into a sheet; rows of several cells get a border, rows of `heads` the look of a header."""
        top, left = ws[at].row, ws[at].column
        for row, line in enumerate(text.strip("\n").split("\n"), top):
            cells = line.split("|")
            for column, content in enumerate(cells, left):
                cell = ws.cell(row, column)
                cell.value = value(content)
                if isinstance(cell.value, datetime.date):
                    cell.number_format = "yyyy/m/d"
                cell.font = Font(name="ＭＳ Ｐゴシック", size=size, bold=row in heads)
                cell.alignment = Alignment(wrap_text=True, vertical="center")
                if lines and len(cells) > 1:
                    cell.border = THIN
                if row in heads:
                    cell.fill = HEAD

    def table(self, sheet, register, header, rows, records, fields, *, start="A", headers=None, layout=None):
        """Expect a table: `header` its rows (first, last), `fields` one word a column from `start` on.

        `-` is a column that fits no field, `a/b` one of two that both can be defended, `.` no column of the table.
        """
        ws = self.book[sheet]
        columns = []
        for column, field in enumerate(fields.split(), column_index_from_string(start)):
            if field == ".":
                continue
            told = (headers or {}).get(get_column_letter(column)) or header_text(ws, header, column)
            either = [None if one == "-" else one for one in field.split("/")]
            columns.append({
                "column": get_column_letter(column),
                "header": told,
                "field": {"either": either} if len(either) > 1 else either[0],
            })
        table = {
            "sheet": sheet,
            "register": register,
            "header_rows": list(range(header[0], header[1] + 1)),
            "first_row": rows[0],
            "last_row": rows[1],
            "records": records,
            "columns": columns,
            "values": [],
        }
        if layout:
            table["layout"] = layout
        self.expected["tables"].append(table)
        return table

    def form(self, sheet, register, records):
        """Expect records in form layout: only their values are told, and no other value may be there."""
        table = {"sheet": sheet, "register": register, "layout": "form", "records": records, "values": []}
        self.expected["tables"].append(table)
        return table

    def values(self, table, field, cells):
        """Expect values of one field: cell → value."""
        ws = self.book[table["sheet"]] if self.book else None
        for cell, meant in cells.items():
            raw = ws[cell].value if ws else None
            entry = {"cell": cell, "field": field, "value": meant}
            if isinstance(raw, str) and not raw.startswith("="):
                # Text is kept composed, as all but Macs write it.
                entry["raw"] = unicodedata.normalize("NFC", raw)
            table["values"].append(entry)

    def doubt(self, *places):
        """Expect a doubt at each `sheet!cell`, or one that says each text."""
        self.expected["doubts"] += places

    def left(self, **outcomes):
        """Expect what becomes of sheets that hold no register to read: `empty`, `no-register` or `skipped`."""
        self.expected["sheets"] |= outcomes

    def write(self, extension="xlsx", **options):
        """Write the workbook and what is expected of it."""
        save(self.book, HERE / f"{self.name}.{extension}", **options)
        self.tell(f"{self.name}.{extension}")

    def tell(self, file):
        """Write what is expected of a file."""
        told = {"file": file, **self.expected}
        (HERE / f"{file}.json").write_text(shown(told) + "\n", encoding="utf-8")


def shown(thing, indent=""):
    """JSON with what fits into a line on one line, so that a difference shows the line that changed."""
    line = json.dumps(thing, ensure_ascii=False)
    if len(line) <= 100 or not isinstance(thing, (dict, list)):
        return line
    inner = indent + " "
    if isinstance(thing, dict):
        parts = [f"{json.dumps(key, ensure_ascii=False)}: {shown(part, inner)}" for key, part in thing.items()]
    else:
        parts = [shown(part, inner) for part in thing]
    opening, closing = "{}" if isinstance(thing, dict) else "[]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{closing}"


def header_text(ws, header, column):
    """The header of a column as it stands, parents first: merged areas hold their text throughout."""
    parts = []
    for row in range(header[0], header[1] + 1):
        cell = ws.cell(row, column)
        for area in ws.merged_cells.ranges:
            if cell.coordinate in area:
                cell = ws.cell(area.min_row, area.min_col)
        text = "" if cell.value is None else str(cell.value).strip()
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return " / ".join(parts)
