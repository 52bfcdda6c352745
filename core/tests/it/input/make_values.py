"""Cases of what cells say: dates, counts, periods, flags, numbers that are names, formulas and readings."""

import datetime
import io
import re
import zipfile

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from case import HERE, Case, count, period


def dates_in_every_writing():
    case = Case("dates-in-every-writing", "eras and their limits, fiscal years, text beside real dates, impossible and ambiguous days")
    typed = [
        ("令和6年4月1日", "2024-04-01"), ("R6.4.1", "2024-04-01"), ("Ｒ６．４．１", "2024-04-01"), ("令6.4.1", "2024-04-01"),
        ("平成31年4月30日", "2019-04-30"), ("令和元年5月1日", "2019-05-01"), ("昭和64年1月7日", "1989-01-07"),
        ("2024/04/01", "2024-04-01"), ("2024.4.1", "2024-04-01"), ("20240401", "2024-04-01"), ("2024-04-01", "2024-04-01"),
        ("2024年4月1日（月）", "2024-04-01"), ("'24.4.1", "2024-04-01"), ("@2024-04-01", "2024-04-01"),
        ("平成32年4月1日", "2020-04-01"), ("令和元年4月1日", [None, "2019-04-01"]), ("昭和64年1月8日", [None, "1989-01-08"]),
        ("24-4-1", [None, "2024-04-01"]), ("2024/2/30", None), ("4/5/2024", None), ("随時", None), ("2024/4/1～2025/3/31", None), ("未確認", None),
    ]
    lines = ["No|個人情報名|利用目的|保管場所|見直し日"]
    lines += [f"#{number}|帳票{number}|業務管理|書庫|{text}" for number, (text, _) in enumerate(typed, 1)]
    case.sheet("台帳", "\n".join(lines), heads=(1,))
    table = case.table("台帳", "items", (1, 1), (2, len(typed) + 1), len(typed), "number name purpose places reviewed_on")
    case.values(table, "reviewed_on", {f"E{row}": {"either": day} if isinstance(day, list) else day for row, (_, day) in enumerate(typed, 2)})
    case.doubt(*[f"台帳!E{row}" for row, (text, day) in enumerate(typed, 2) if not isinstance(day, str) or "平成32" in text])
    case.write()


def dates_of_1904():
    case = Case("dates-of-1904", "a workbook from an old Mac counts days from 1904, beside an era format and a fiscal year")
    case.book.epoch = CALENDAR_MAC_1904
    ws = case.sheet("台帳", "No|個人情報名|利用目的|保管場所|登録日|見直し日|承認日\n#1|履歴書|採用選考|書庫|||\n#2|社員名簿|雇用管理|金庫|||", heads=(1,))
    for place, day, form in [
        ("E2", datetime.date(2024, 4, 1), "yyyy/m/d"), ("E3", datetime.date(2019, 5, 1), "yyyy/m/d"),
        ("F2", datetime.date(2025, 4, 1), '[$-411]ge.m.d'), ("F3", datetime.date(2025, 12, 31), '[$-411]ggge"年"m"月"d"日"'),
        ("G2", datetime.date(2026, 3, 31), "m/d"), ("G3", datetime.date(2026, 1, 5), 'aaaa'),
    ]:
        ws[place] = day
        ws[place].number_format = form
    table = case.table("台帳", "items", (1, 1), (2, 3), 2, "number name purpose places reviewed_on/- reviewed_on approved_on")
    case.values(table, "reviewed_on", {"F2": "2025-04-01", "F3": "2025-12-31"})
    case.values(table, "approved_on", {"G2": "2026-03-31", "G3": "2026-01-05"})
    case.write()


def counts_and_units():
    case = Case("counts-and-units", "counts in words, ranges and flows, and a column whose header names thousands")
    typed = [
        ("約1,000件", count(1000)), ("1,000～5,000件", count(1000, 5000)), ("1千～5千", count(1000, 5000)), ("5千以上", count(5000, None)),
        ("100件未満", {"either": [count(0, 99), count(1, 99)]}), ("数十件", count(20, 90)), ("数百名", count(200, 900)), ("1万2千件", count(12000)),
        ("１２００名", count(1200)), ("2.5万", count(25000)), ("#0", count(0)), ("百二十件", count(120)), ("延べ1万人", count(10000)),
    ]
    unclear = ["月間200件", "年間約3,000件", "未集計", "－", "都度", "紙100件、電子2000件", "多数"]
    lines = ["No|個人情報名|利用目的|保管場所|件数"]
    lines += [f"#{number}|帳票{number}|業務管理|書庫|{text}" for number, text in enumerate([text for text, _ in typed] + unclear, 1)]
    case.sheet("件数", "\n".join(lines), heads=(1,))
    case.sheet("千件", """
No|個人情報名|利用目的|保管場所|件数（千件）|保存期間（年）|利用期間［月］
#1|会員名簿|会員サービス|クラウド|#12|#5|#6
#2|取引履歴|請求|データセンター|#1.5|#10|#12
#3|問合せ記録|問い合わせへの回答|クラウド|800件|6か月|1年
""", heads=(1,))
    case.book["千件"]["E3"] = 1.5
    fields = "number name purpose places count"
    table = case.table("件数", "items", (1, 1), (2, len(typed) + len(unclear) + 1), len(typed) + len(unclear), fields)
    case.values(table, "count", {f"E{row}": meant for row, (_, meant) in enumerate(typed, 2)})
    case.doubt(*[f"件数!E{row}" for row, _ in enumerate(unclear, len(typed) + 2)])
    table = case.table("千件", "items", (1, 1), (2, 4), 3, fields + " retention use_limit")
    case.values(table, "count", {"E2": count(12000), "E3": count(1500), "E4": count(800)})
    case.values(table, "retention", {"F2": period(5), "F3": period(10), "F4": period(0, 6)})
    case.values(table, "use_limit", {"G2": period(0, 6), "G3": period(1), "G4": period(1)})
    case.write()


def retention_per_medium():
    case = Case("retention-per-medium", "two values in a cell tied to media, by slash, line break, comma and brackets")
    case.sheet("台帳", """
No|個人情報名|利用目的|媒体|保管場所|保管期間|廃棄方法
#1|契約書|契約の履行|紙、電子|紙：書庫⏎電子：社内サーバ|紙：5年 / 電子：10年|紙：溶解　電子：完全消去
#2|申込書|申込みの受付|紙、電子|書庫、クラウド|5年（電子データは10年）|シュレッダー、データ消去ソフト
#3|名簿|連絡|紙|金庫|契約終了後速やかに|シュレッダー
#4|履歴書|採用選考|紙|金庫|退職後7年|シュレッダー
#5|議事録|記録|電子|共有フォルダ|永年|廃棄しない
#6|伝票|経理|紙|書庫|完結の日から5年|溶解
#7|健診結果|健康管理|紙|書庫|法定期間|溶解
#8|日報|勤怠管理|紙|棚|当該年度末まで|シュレッダー
""", heads=(1,))
    table = case.table("台帳", "items", (1, 1), (2, 9), 8, "number name purpose media places retention disposal_methods")
    # Rules that look at no medium see the longest; a period that names no medium holds for the others.
    both = lambda first: period(10) | {"by_medium": [period(5) | {"media": first}, period(10) | {"media": ["electronic"]}]}
    case.values(table, "retention", {"F2": both(["paper"]), "F3": both([])})
    case.values(table, "media", {"D2": ["paper", "electronic"]})
    case.values(table, "places", {"E2": ["archive-room", "in-house-server"]})
    case.values(table, "disposal_methods", {"G2": ["dissolution", "complete-erasure"]})
    case.values(table, "retention", {
        "F4": period(0, 0, "contract-end"), "F5": period(7, 0, "resignation"), "F6": period(permanent=True) | {"years": None, "months": None},
        "F7": period(5, 0, "completion"), "F8": {"years": None, "months": None, "from": "law", "permanent": False},
    })
    case.write()


def flags_in_every_writing():
    case = Case("flags-in-every-writing", "○ × 有 無 レ and their kin, a dash that may mean no or not applicable, tick boxes within a cell")
    typed = [
        ("○", True), ("〇", True), ("◯", True), ("●", True), ("レ", True), ("✓", True), ("有", True), ("あり", True), ("該当", True), ("要", True),
        ("Y", True), ("TRUE", True), ("#1", True), ("☑有 □無", True), ("■はい　□いいえ", True),
        ("×", False), ("✕", False), ("無", False), ("なし", False), ("非該当", False), ("不要", False), ("No", False), ("#0", False), ("□有 ☑無", False),
    ]
    unclear = ["－", "-", "？", "△", "確認中", "□有 □無", "有・無"]
    lines = ["No|個人情報名|利用目的|保管場所|要配慮個人情報"]
    lines += [f"#{number}|帳票{number}|業務管理|書庫|{text}" for number, text in enumerate([text for text, _ in typed] + unclear, 1)]
    case.sheet("台帳", "\n".join(lines), heads=(1,))
    table = case.table("台帳", "items", (1, 1), (2, len(typed) + len(unclear) + 1), len(typed) + len(unclear), "number name purpose places sensitive")
    case.values(table, "sensitive", {f"E{row}": meant for row, (_, meant) in enumerate(typed, 2)})
    case.doubt(*[f"台帳!E{row}" for row, _ in enumerate(unclear, len(typed) + 2)])
    case.write()


def numbers_that_are_names():
    case = Case("numbers-that-are-names", "ids 1.10 and 0012, as text and by number format; formulas without results; an error value; a date that was an id")
    ws = case.sheet("台帳", """
管理番号|部門|個人情報名|利用目的|件数|保管場所|備考
1.1|総務部|履歴書|採用選考|#10|書庫|
1.10|総務部|社員名簿|雇用管理|#45|書庫|
0012|総務部|給与台帳|給与の支払い|#45|書庫|
|営業部|顧客名簿|商品の案内|#800|書庫|
|営業部|名刺|営業活動|#300|書庫|
|営業部|契約書|契約の履行|#55|書庫|
|営業部|議事録|記録||書庫|
""", heads=(1,))
    for place, number, form in [("A5", 1.2, "0.00"), ("A6", 7, "0000"), ("A7", datetime.date(2026, 1, 1), "m-d")]:
        ws[place] = number
        ws[place].number_format = form
    ws["A8"] = "A-8"
    ws["E8"] = "=SUM(E2:E7)"
    ws["G2"] = "=VLOOKUP(A2,$A$2:$C$8,3,FALSE)"
    ws["G3"] = "#REF!"
    ws["G3"].data_type = "e"
    table = case.table("台帳", "items", (1, 1), (2, 8), 7, "number department name purpose count places remarks")
    case.values(table, "number", {"A2": "1.1", "A3": "1.10", "A4": "0012", "A5": "1.20", "A6": "0007", "A8": "A-8"})
    case.doubt("台帳!A7", "台帳!E8", "台帳!G2", "台帳!G3")
    case.write()


def furigana_and_odd_characters():
    case = Case("furigana-and-odd-characters", "readings over kanji, decomposed kana of a Mac, zero-width and no-break spaces, half-width kana, circled and roman numbers")
    case.sheet("台帳", """
No|部門|個人情報名|利用目的|媒体|保管場所|保管期間
#1|総務部|履歴書|採用選考|紙|施錠キャビネット|５年
#2|総務部|社員名簿|雇用管理|ﾃﾞｰﾀ|ﾌｧｲﾙｻｰﾊﾞ|１０ヶ月
#3|①営業部|Ⅱ種名簿|商\u200bの案内|か\u3099\u309a紙|書\u00a0庫|3\u00a0年
#4|〃|髙﨑様名簿|同上|同上|〃|同左
""".replace("か\u3099\u309a紙", "テ\u3099ータ"), heads=(1,))
    table = case.table("台帳", "items", (1, 1), (2, 5), 4, "number department name purpose media places retention")
    case.values(table, "name", {"C2": "履歴書", "C5": "髙﨑様名簿"})
    case.values(table, "department", {"B4": {"either": ["①営業部", "営業部"]}, "B5": {"either": ["①営業部", "営業部"]}})
    case.values(table, "media", {"E3": ["electronic"], "E4": ["electronic"], "E5": ["electronic"]})
    case.values(table, "places", {"F3": ["file-server"], "F4": ["archive-room"], "F5": ["archive-room"]})
    case.values(table, "retention", {"G2": period(5), "G3": period(0, 10), "G4": period(3)})
    case.doubt("台帳!G5")
    case.write()
    path = HERE / "furigana-and-odd-characters.xlsx"
    reading = '<si><t>履歴書</t><rPh sb="0" eb="3"><t>リレキショ</t></rPh><phoneticPr fontId="1"/></si>'
    replace_in(path, "xl/sharedStrings.xml", r"<si><t>履歴書</t></si>", reading)


def replace_in(path, part, pattern, text):
    """Replace a text in one part of a workbook, as no library writes it."""
    done = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(done, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == part:
                changed = re.sub(pattern, text, content.decode())
                if changed == content.decode():
                    raise ValueError(f"{path.name}: {pattern} is not in {part}")
                content = changed.encode()
            target.writestr(entry, content, compresslevel=9)
    path.write_bytes(done.getvalue())


def words_nobody_has_seen():
    case = Case("words-nobody-has-seen", "values outside every vocabulary, slips in values, negations and lists in cells")
    case.sheet("台帳", """
No|個人情報名|利用目的|媒体|保管場所|廃棄方法|取得方法
#1|会員名簿|会員サービス|紙・電子|施錠キャビネット|シュレダー|Webフォーム、電話
#2|録音データ|応対品質の向上|通話録音|鍵付き書庫|裁断後に溶解|電話
#3|監視映像|防犯|防犯カメラ映像|レコーダ|自動上書き|カメラ撮影
#4|古い台帳|記録|石板|天井裏|庭で埋める|伝書鳩
#5|名刺|連絡|紙（USBメモリは使用しない）|机の引出し|シュレッダー又は溶解|名刺交換
""", heads=(1,))
    table = case.table("台帳", "items", (1, 1), (2, 6), 5, "number name purpose media places disposal_methods acquisition_methods")
    case.values(table, "media", {"D2": ["paper", "electronic"], "D3": ["voice"], "D6": ["paper"]})
    case.values(table, "disposal_methods", {"F6": ["shredder", "dissolution"], "F4": ["automatic-overwriting"]})
    case.values(table, "acquisition_methods", {"G2": ["web-form", "telephone"]})
    case.doubt("台帳!F2", "台帳!D5", "台帳!E5", "台帳!F5", "台帳!G5")
    case.write()


CASES = [
    dates_in_every_writing, dates_of_1904, counts_and_units, retention_per_medium, flags_in_every_writing, numbers_that_are_names,
    furigana_and_odd_characters, words_nobody_has_seen,
]
