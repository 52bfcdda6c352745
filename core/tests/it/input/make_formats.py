"""Cases of kinds of files: separated text in several encodings, .xls, .ods, .xlsb, .xlsm, a folder, a wrong extension."""

import csv
import io
import pathlib
import shutil
import struct
import subprocess
import tempfile
import zipfile

from case import HERE, Case, count, period, save

LEDGER = """
No|部門|個人情報名|利用目的|件数|媒体|保管場所|保管期間|見直し日
0012|総務部|履歴書|採用選考|約120件|紙|施錠キャビネット|6か月|2025/4/1
0013|総務部|社員名簿|雇用管理|85件|電子|社内サーバ|退職後3年|R7.4.1
0014|営業部|髙﨑㈱①向け名簿|商品の案内、見積り|"1,200件"|電子|クラウド|3年|2025年10月1日
"""
FIELDS = "number department name purpose count media places retention reviewed_on"


def written(case, sheet, delimiter=",", end="\r\n", below=""):
    """The cells of a sheet as separated text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    for row in case.book[sheet].iter_rows(values_only=True):
        cells = ["" if cell is None else str(cell) for cell in row]
        # A line of one text is written as people type it, without separators.
        writer.writerow([cells[0]] if not any(cells[1:]) else cells)
    return out.getvalue() + below


def ledger(name, tries, above="", extension="csv"):
    case = Case(name, tries)
    rows = above.count("\n")
    case.sheet(name, above + LEDGER.strip().replace('"', ""))
    table = case.table(name, "items", (rows + 1, rows + 1), (rows + 2, rows + 4), 3, FIELDS)
    case.values(table, "number", {f"A{rows + 2}": "0012"})
    case.values(table, "count", {f"E{rows + 2}": count(120), f"E{rows + 4}": count(1200)})
    case.values(table, "reviewed_on", {f"I{rows + 2}": "2025-04-01", f"I{rows + 3}": "2025-04-01", f"I{rows + 4}": "2025-10-01"})
    case.values(table, "name", {f"C{rows + 4}": "髙﨑㈱①向け名簿"})
    return case


def text_file(case, content, extension="csv"):
    file = f"{case.name}.{extension}"
    (HERE / file).write_bytes(content)
    case.tell(file)


def cp932_with_comment_lines():
    case = ledger("cp932-with-comment-lines", "CP932 with letters of NEC and IBM, comment and title lines and an empty line above",
                  "# 出力日 2026/01/15\n# 個人情報管理システム\n個人情報管理台帳\n\n")
    text_file(case, written(case, case.name).encode("cp932"))


def utf8_with_mark_and_line_breaks():
    case = Case("utf8-with-mark-and-line-breaks", "UTF-8 with a byte order mark, quoted line breaks and quotes, a trailing comma in every line")
    case.sheet(case.name, """
番号|個人情報名|利用目的|保管場所|廃棄方法|備考|
A-1|顧客名簿|商品の案内⏎懸賞の発送|クラウド|完全消去|通称「"名簿"」|
A-2|応募はがき|懸賞の抽選|書庫⏎（2階）|溶解||
""")
    table = case.table(case.name, "items", (1, 1), (2, 3), 2, "number name purpose places disposal_methods remarks")
    case.values(table, "disposal_methods", {"E2": ["complete-erasure"], "E3": ["dissolution"]})
    text_file(case, b"\xef\xbb\xbf" + written(case, case.name, end="\n").encode())


def semicolons_without_a_mark():
    case = Case("semicolons-without-a-mark", "UTF-8 without a mark, semicolons between cells, commas within them")
    case.sheet(case.name, """
Ref|Data set|Purpose|Data subjects|Storage location|Retention
P1|Payroll|Salaries, bonuses|Employees|Server|7 years
P2|Leads|Mailing, calls|Customers|Cloud|2 years
""")
    table = case.table(case.name, "items", (1, 1), (2, 3), 2, "number name purpose data_subject places retention")
    case.values(table, "purpose", {"C2": "Salaries, bonuses"})
    case.values(table, "retention", {"F2": period(7)})
    text_file(case, written(case, case.name, ";", "\n").encode())


def tabs_in_utf16():
    case = ledger("tabs-in-utf16", "text that Excel saves as Unicode: UTF-16, tabs, a byte order mark")
    text_file(case, b"\xff\xfe" + written(case, case.name, "\t").encode("utf-16-le"), "tsv")


def comma_text_named_xlsx():
    case = ledger("comma-text-named-xlsx", "separated text under the extension of a workbook")
    text_file(case, written(case, case.name).encode("cp932"), "xlsx")


def unequal_rows():
    case = Case("rows-of-unequal-length", "short rows, an unquoted comma in one, a note of one cell below")
    lines = ["No,個人情報名,利用目的,媒体,保管場所", "1,履歴書,採用選考,紙,金庫", "2,社員名簿,雇用管理", "3,会員名簿,案内,配送,電子,クラウド",
             "4,名刺,連絡,紙,机の引出し", "", "※2025年4月現在"]
    case.sheet(case.name, "\n".join(line.replace(",", "|") for line in lines))
    table = case.table(case.name, "items", (1, 1), (2, 5), 4, "number name purpose media places")
    case.values(table, "places", {"E2": ["safe"], "E5": ["desk-drawer"]})
    # The comma too many moves cells to the right: the row is read, but not in silence.
    case.doubt(f"{case.name}!D4", f"{case.name}!E4")
    text_file(case, "\n".join(lines).encode() + b"\n")


def office(case, extension):
    """Let LibreOffice save the workbook as another format; not the same bytes each time, so only when asked for."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / f"{case.name}.xlsx"
        save(case.book, source)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", extension,
                        "--outdir", folder, str(source)], check=True, capture_output=True)
        shutil.copy(source.with_suffix(f".{extension}"), HERE / f"{case.name}.{extension}")


def legacy(name, tries, extension, write):
    case = Case(name, tries)
    case.sheet("台帳", """
個人情報管理台帳
No|部門|個人情報名|取得||保管||見直し日
|||方法|目的|場所|期間|
#1|総務部|履歴書|郵送|採用選考|施錠キャビネット|6か月|@2025-04-01
#2||社員名簿|手渡し|雇用管理|社内サーバ|退職後3年|@2025-04-01
#3|営業部|顧客名簿|Webフォーム|商品の案内|クラウド|3年|@2025-10-15
""", merge="D2:E2 F2:G2 A2:A3 B2:B3 C2:C3 H2:H3 B4:B5", heads=(2, 3))
    case.sheet("委託先", """
委託先名|委託業務|契約締結日|評価日|評価結果
株式会社ひかり印刷|会員証の印刷|@2023-04-01|@2025-09-10|合格
""", heads=(1,))
    table = case.table("台帳", "items", (2, 3), (4, 6), 3, "number department name acquisition_methods purpose places retention reviewed_on")
    case.values(table, "reviewed_on", {"H4": "2025-04-01", "H6": "2025-10-15"})
    case.values(table, "retention", {"G5": period(3, 0, "resignation")})
    case.table("委託先", "vendors", (1, 1), (2, 2), 1, "name service contracted_on evaluated_on evaluation")
    if write:
        office(case, extension)
    case.tell(f"{name}.{extension}")


def binary_workbook():
    """A .xlsb of our own: records of text and numbers, written by hand."""
    case = Case("binary-workbook", "an .xlsb with texts and numbers")
    ws = case.sheet("台帳", """
No|部門|個人情報名|利用目的|件数|保管場所
#1|総務部|履歴書|採用選考|#120|金庫
#2|営業部|顧客名簿|商品の案内|#1200|クラウド
""")
    table = case.table("台帳", "items", (1, 1), (2, 3), 2, "number department name purpose count places")
    case.values(table, "count", {"E2": count(120), "E3": count(1200)})

    def record(kind, content=b""):
        def number(value):
            out = bytearray()
            while True:
                value, low = value >> 7, value & 0x7F
                out.append(low | (0x80 if value else 0))
                if not value:
                    return bytes(out)
        head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return head + number(len(content)) + content

    def wide(text):
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    rows = b""
    for row, cells in enumerate(ws.iter_rows(values_only=True)):
        rows += record(0, struct.pack("<IIHBBBII", row, 0, 300, 0, 0, 0, 0, 0))
        for column, cell in enumerate(cells):
            place = struct.pack("<II", column, 0)
            rows += record(5, place + struct.pack("<d", cell)) if isinstance(cell, int) else record(6, place + wide(cell))
    area = struct.pack("<IIII", 0, ws.max_row - 1, 0, ws.max_column - 1)
    sheet = record(129) + record(148, area) + record(145) + rows + record(146) + record(130)
    bundle = struct.pack("<II", 0, 1) + wide("rId1") + wide("台帳")
    book = record(131) + record(143) + record(156, bundle) + record(144) + record(132)
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office_relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
                               '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                               '<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office_relations}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office_relations}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        "xl/workbook.bin": book,
        "xl/worksheets/sheet1.bin": sheet,
    }
    package(HERE / "binary-workbook.xlsb", parts)
    case.tell("binary-workbook.xlsb")


def package(path, parts):
    """A zip of parts with fixed times."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)


def workbook_with_a_macro_sheet():
    case = Case("workbook-with-a-macro-sheet", "a hidden sheet of old macros beside the ledger")
    case.sheet("台帳", "No|個人情報名|利用目的|保管場所|保管期間\n#1|履歴書|採用選考|金庫|6か月\n#2|顧客名簿|商品の案内|クラウド|3年", heads=(1,))
    case.table("台帳", "items", (1, 1), (2, 3), 2, "number name purpose places retention")
    case.write("xlsm")
    path = HERE / "workbook-with-a-macro-sheet.xlsm"
    with zipfile.ZipFile(path) as source:
        parts = {entry.filename: source.read(entry) for entry in source.infolist()}
    spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/macrosheets/sheet1.xml"] = (
        f'<xm:macrosheet xmlns="{spreadsheet}" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="str"><f>HALT()</f><v>1</v></c></row></sheetData></xm:macrosheet>').encode()
    edits = [
        ("xl/workbook.xml", b"</sheets>", b'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="Macro1" sheetId="9" state="hidden" r:id="rId99"/></sheets>'),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="/xl/macrosheets/sheet1.xml"/></Relationships>'),
        ("[Content_Types].xml", b"</Types>", b'<Override PartName="/xl/macrosheets/sheet1.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/></Types>'),
    ]
    for part, old, new in edits:
        if parts[part].count(old) != 1:
            raise ValueError(f"{part}: {old} is not there once")
        parts[part] = parts[part].replace(old, new)
    package(path, parts)


def folder_of_a_client():
    case = Case("folder-of-a-client", "a folder as one ledger: a workbook, a list of vendors as text, a lock file and a note")
    folder = HERE / case.name
    folder.mkdir(exist_ok=True)
    case.sheet("台帳", "No|個人情報名|利用目的|保管場所|委託先\n#1|履歴書|採用選考|金庫|なし\n#2|顧客名簿|商品の案内|クラウド|株式会社ひかり印刷", heads=(1,))
    save(case.book, folder / "2-ledger.xlsx")
    case.sheet("10-vendors", "委託先名|委託業務|契約締結日|評価日\n株式会社ひかり印刷|ＤＭの印刷|2023/4/1|2025/9/10")
    (folder / "10-vendors.csv").write_bytes(written(case, "10-vendors").encode("cp932"))
    (folder / "~$2-ledger.xlsx").write_bytes(b"\x06sakura" + b" " * 158)
    (folder / "note.txt").write_text("来週までに確認すること。\n", encoding="utf-8")
    items = case.table("台帳", "items", (1, 1), (2, 3), 2, "number name purpose places vendors")
    case.values(items, "vendors", {"E2": [], "E3": ["株式会社ひかり印刷"]})
    vendors = case.table("10-vendors", "vendors", (1, 1), (2, 2), 1, "name service contracted_on evaluated_on")
    case.values(vendors, "contracted_on", {"C2": "2023-04-01"})
    case.tell(case.name)


CASES = [
    cp932_with_comment_lines, utf8_with_mark_and_line_breaks, semicolons_without_a_mark, tabs_in_utf16, comma_text_named_xlsx, unequal_rows,
    binary_workbook, workbook_with_a_macro_sheet, folder_of_a_client,
]
# With a file of LibreOffice: `write` says whether to make it again.
LEGACY = [
    lambda write: legacy("saved-as-xls", "the oldest format still sent: merged header and departments, real dates, two sheets", "xls", write),
    lambda write: legacy("saved-as-ods", "the format of LibreOffice: merged header and departments, real dates, two sheets", "ods", write),
]
