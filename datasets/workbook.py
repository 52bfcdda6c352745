"""What the scripts of the sample clients share: cells from short text, borders, and a file that is the same every time."""

import datetime
import io
import re
import zipfile

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, range_boundaries

WRITTEN = datetime.datetime(2025, 10, 1, 9, 0, 0)


def value(text):
    """The cell value of one short text.

    Blank gives an empty cell, `#62` a number, `@2025-09-20` a date, `⏎` a line break; all else stays text.
    """
    text = text.strip()
    if not text:
        return None
    if re.fullmatch(r"#-?\d+", text):
        return int(text[1:])
    if re.fullmatch(r"@\d{4}-\d\d-\d\d", text):
        return datetime.date.fromisoformat(text[1:])
    return text.replace("⏎", "\n")


def records(text, width):
    """The lines of a block, cut at `|` into `width` values each; a line that starts with `##` is a heading, given as one text."""
    for line in text.strip().splitlines():
        if not line.strip():
            continue
        if line.startswith("##"):
            yield line[2:].strip()
            continue
        cells = [value(cell) for cell in line.split("|")]
        if len(cells) != width:
            raise ValueError(f"{len(cells)} values instead of {width}: {line}")
        yield cells


def cell_name(row, column):
    return f"{get_column_letter(column)}{row}"


def line(style="thin", colour="000000"):
    side = Side(style=style, color=colour)
    return Border(left=side, right=side, top=side, bottom=side)


THIN = line()


def put(ws, place, content, *, size=9, bold=False, fill=None, colour="000000", font="ＭＳ Ｐゴシック",
        across="left", down="center", wrap=True, border=None, form=None):
    """Write one cell, or a range that is merged first, and return it."""
    if ":" in place:
        ws.merge_cells(place)
    left, top, right, bottom = range_boundaries(place)
    if border is not None:
        for row in ws.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right):
            for cell in row:
                cell.border = border
    cell = ws.cell(top, left)
    cell.value = content
    cell.font = Font(name=font, size=size, bold=bold, color=colour)
    cell.alignment = Alignment(horizontal=across, vertical=down, wrap_text=wrap)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    if form:
        cell.number_format = form
    elif isinstance(content, datetime.date):
        cell.number_format = "yyyy/m/d"
    return cell


def widths(ws, sizes, first=1):
    """Set the column widths from column `first` on."""
    for offset, size in enumerate(sizes):
        ws.column_dimensions[get_column_letter(first + offset)].width = size


def height(ws, row, first=1, point=12.0, least=18.0):
    """Make a row high enough for its longest wrapped cell, as a person does by hand."""
    most = 1
    for cell in ws[row]:
        if cell.value is None or cell.column < first:
            continue
        room = max(1.0, (ws.column_dimensions[get_column_letter(cell.column)].width or 8.43) - 1)
        count = 0
        for part in str(cell.value).split("\n"):
            wide = sum(2 if ord(char) > 0x2E7F or char in "○×△―…～" else 1 for char in part)
            count += max(1, -(-wide // int(room)))
        most = max(most, count)
    ws.row_dimensions[row].height = max(least, most * point + 4)


def page(ws, *, paper="A4", landscape=True, titles=None, footer=None):
    """Paper, direction, one page wide, rows repeated on every page."""
    ws.page_setup.paperSize = {"A3": 8, "A4": 9}[paper]
    ws.page_setup.orientation = "landscape" if landscape else "portrait"
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.page_setup.fitToWidth = 1
    ws.page_setup.fitToHeight = 0
    ws.page_margins.left = ws.page_margins.right = 0.4
    ws.page_margins.top = ws.page_margins.bottom = 0.5
    if titles:
        ws.print_title_rows = titles
    if footer:
        ws.oddFooter.center.text = footer


def register(book, name, title, columns, text, *, above=(), below=(), centred=(), number=None, group=None,
             head="DDEBF7", font="ＭＳ Ｐゴシック", size=9, left=1, border=THIN, form=None, landscape=True):
    """Add the sheet of a register and return it with its last row.

    `columns` holds `(header, width)`, or `(parent, header, width)` below a parent, where neighbours with one parent share it.
    `text` is a block for `records`, one value a column; `above` and `below` are lines of text around the table.
    `number` is the header of a running number before the columns.
    `group` is the header of a column, before the others, that `##` headings fill, merged down; without it they stand as rows.
    `centred` names the headers whose values stand in the middle, `form` a number format for dates.
    """
    columns = [("", *column) if len(column) == 2 else column for column in columns]
    wide = len(columns)
    for header, width in [(group, 10), (number, 5)]:
        if header:
            columns.insert(0, ("", header, width))
    before = len(columns) - wide
    ws = book.create_sheet(name)
    widths(ws, [2] * (left - 1) + [width for _, _, width in columns])
    row = 0
    for content, large, bold in [(title, size + 5, True), *((line_above, size, False) for line_above in above)]:
        if content:
            row += 1
            put(ws, cell_name(row, left), content, size=large, bold=bold, font=font, wrap=False)
    row += 2 if row else 1
    top, two = row, any(parent for parent, _, _ in columns)
    headers = {"size": size, "bold": True, "fill": head, "font": font, "across": "center", "border": border}
    for at, (parent, header, _) in enumerate(columns):
        column = left + at
        if not parent:
            put(ws, f"{cell_name(top, column)}:{cell_name(top + two, column)}" if two else cell_name(top, column), header, **headers)
            continue
        put(ws, cell_name(top + 1, column), header, **headers)
        if at == 0 or columns[at - 1][0] != parent:
            over = next((end for end in range(at, len(columns)) if columns[end][0] != parent), len(columns)) - 1
            put(ws, f"{cell_name(top, column)}:{cell_name(top, left + over)}" if over > at else cell_name(top, column), parent, **headers)
    first = row = top + two
    count, groups = 0, []
    for record in records(text, wide):
        if isinstance(record, str):
            if group:
                groups.append([value(record), row + 1, row])
            else:
                row += 1
                put(ws, f"{cell_name(row, left)}:{cell_name(row, left + len(columns) - 1)}", value(record), size=size, bold=True, font=font, border=border)
            continue
        row, count = row + 1, count + 1
        if number:
            put(ws, cell_name(row, left), count, size=size, font=font, across="center", border=border)
        if groups:
            groups[-1][2] = row
        for at, content in enumerate(record, before):
            _, header, _ = columns[at]
            dated = form if isinstance(content, datetime.date) else None
            put(ws, cell_name(row, left + at), content, size=size, font=font, across="center" if header in centred else "left", border=border, form=dated)
        height(ws, row, first=left)
    for heading, start, end in groups:
        column = left + before - 1
        put(ws, f"{cell_name(start, column)}:{cell_name(end, column)}" if end > start else cell_name(start, column), heading, size=size, bold=True, font=font, across="center", border=border)
    last = row
    for offset, content in enumerate(below, 1):
        put(ws, cell_name(row + offset, left), content, size=size - 1, font=font, wrap=False)
    ws.freeze_panes = cell_name(first + 1, left)
    page(ws, landscape=landscape, titles=f"{top}:{first}", footer="&P / &N ページ")
    return ws, last


def save(book, path, *, author="", title=""):
    """Write the workbook with fixed dates, inside and in the zip directory."""
    book.properties.creator = author
    book.properties.lastModifiedBy = author
    book.properties.title = title
    book.properties.created = WRITTEN
    raw = io.BytesIO()
    book.save(raw)
    stamp = WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    done = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(done, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content, compresslevel=9)
    with open(path, "wb") as file:
        file.write(done.getvalue())
