"""Cases of where tables stand: what is above, below, beside, between and around the records."""

from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from case import Case, count, period


def title_stamps_and_notes_around():
    case = Case("title-stamps-and-notes-around", "title, client, boxes for stamps, a legend beside, notes, the end mark and a change history below")
    ws = case.sheet("個人情報管理台帳", """
||||個人情報管理台帳||||||||
株式会社みなと文具|||||||||承認|確認|担当|
作成：2025年4月1日　　改訂：2026年1月15日|||||||||相沢|井上|宇野|

No.|部門|個人情報名|利用目的|件数|取得方法|媒体|保管場所|保管期間|廃棄方法|||【凡例】
#1|総務部|履歴書|採用選考のため|約120件|郵送|紙|施錠キャビネット|選考終了後6か月|シュレッダー|||○：該当する
#2|総務部|従業員名簿|雇用管理のため|85件|本人から手渡し|電子|社内サーバ|退職後5年|データ消去ソフト|||×：該当しない
#3|営業部|顧客名簿|商品の発送のため|3,000件|Webフォーム|電子|クラウド|取引終了後3年|データ消去ソフト|||－：対象外
#4|営業部|名刺|営業活動の連絡のため|1000件以上|名刺交換|紙|机の引出し|1年|シュレッダー|||
以下余白|||||||||||
※1　件数は2025年3月末現在のもの。
※2　保管期間を過ぎたものは毎年4月に廃棄すること。

改訂履歴
版数|改訂日|改訂内容|承認者
1.0|2019年4月1日|新規作成|相沢
1.1|2026年1月15日|営業部の名刺を追加|相沢
""", merge="E1:H1", heads=(5,))
    for row in (11, 18):
        ws.row_breaks.append(Break(id=row))
    table = case.table("個人情報管理台帳", "items", (5, 5), (6, 9), 4,
                       "number department name purpose count acquisition_methods media places retention disposal_methods")
    case.values(table, "count", {"E6": count(120), "E8": count(3000), "E9": count(1000, None)})
    case.values(table, "retention", {"I6": period(0, 6, "selection-end"), "I9": period(1)})
    case.write()


def department_merged_down():
    case = Case("department-merged-down", "departments and tasks merged down over their records, a total at the end")
    case.sheet("台帳", """
部門|業務|個人情報名|利用目的|件数|保管場所|保管期限
人事部|採用|応募書類|採用選考|#140|鍵付きキャビネット|選考後1年
||面接評価表|採用選考|#140|鍵付きキャビネット|選考後1年
|給与|給与台帳|給与の支払い|#212|給与システム|7年
||扶養控除等申告書|年末調整|#212|書庫|7年
製造部|安全衛生|健康診断結果|健康管理|#98|施錠ロッカー|5年
||合計||#802||
""", merge="A2:A5 B2:B3 B4:B5", heads=(1,))
    table = case.table("台帳", "items", (1, 1), (2, 6), 5, "department business_process name purpose count places retention")
    case.values(table, "department", {"A2": "人事部", "A6": "製造部"})
    case.values(table, "count", {"E2": count(140), "E6": count(98)})
    case.write()


def department_on_first_row_of_group():
    case = Case("department-on-first-row-of-group", "the department only on the first row of its group, blank rows between groups")
    case.sheet("個人情報一覧", """
個人情報一覧表
（2025年度）

所管部署|番号|個人情報の名称|利用目的|取得元|保有件数|保管場所|保存期間
総務課|#1|社員名簿|雇用管理|本人|#45|社内サーバ|退職後3年
|#2|マイナンバー収集台帳|社会保険・税の手続き|本人|#45|金庫|7年
|#3|来訪者受付票|入退館管理|本人|月100件程度|受付の棚|1年

経理課|#4|支払先口座一覧|支払い|取引先|#130|会計システム|10年
|#5|立替精算書|経費の精算|本人|#500|書庫|7年

営業課|#6|見積依頼書|見積書の作成|本人|#800|共有フォルダ|5年
""", heads=(4,))
    table = case.table("個人情報一覧", "items", (4, 4), (5, 12), 6,
                       "department number name purpose acquisition_source count places retention")
    case.values(table, "department", {"A5": "総務課", "A9": "経理課", "A12": "営業課"})
    case.values(table, "acquisition_source", {"E5": ["person"], "E9": ["customer-company"]})
    case.write()


def group_headings_and_subtotals():
    case = Case("group-headings-and-subtotals", "rows that name a department, subtotals and a grand total between the records")
    ws = case.sheet("台帳", """
No|個人情報名|利用目的|件数|媒体|保管場所|廃棄方法
■総務部
#1|採用応募書類|採用選考|120件|紙|施錠キャビネット|シュレッダー
#2|社員台帳|雇用管理|85件|電子|社内サーバ|データ消去ソフト
|小計||205件|||
■営業部
#3|顧客台帳|商品の案内|4,200件|電子|クラウド|データ消去ソフト
#4|アンケート回答|商品の企画|650件|紙|書庫|溶解
|小計||4,850件|||
【製造部】
#5|作業者名簿|入退室管理|60件|紙|キャビネット|シュレッダー
|小計||60件|||
|合計||5,115件|||
""", heads=(1,), merge="A2:G2 A10:G10")
    for row in (2, 6, 10):
        ws.cell(row, 1).font = Font(name="ＭＳ Ｐゴシック", bold=True)
    table = case.table("台帳", "items", (1, 1), (3, 11), 5, "number name purpose count media places disposal_methods")
    case.values(table, "count", {"D3": count(120), "D8": count(650), "D11": count(60)})
    case.write()


def header_repeated_on_each_page():
    case = Case("header-repeated-on-each-page", "two header rows again on every printed page, with the title, page numbers and a slip in one of the copies")
    head = "No.|部署|個人情報名|取得||保管||\n|||方法|目的|場所|期間|備考"
    case.sheet("台帳", f"""
個人情報管理台帳（1/3）
{head}
#1|総務|履歴書|郵送|採用選考|施錠キャビネット|6か月|
#2|総務|社員名簿|手渡し|雇用管理|社内サーバ|退職後3年|
||||||1／3頁|
個人情報管理台帳（2/3）
{head}
#3|経理|振込先一覧|メール|支払い|会計システム|10年|
#4|経理|源泉徴収票|手渡し|税務手続き|書庫|7年|原本
||||||2／3頁|
個人情報管理台帳（3/3）
{head.replace("部署", "部 署")}
#5|営業|顧客名簿|Webフォーム|商品の案内|クラウド|3年|
||||||3／3頁|
以上
""", heads=(2, 3, 8, 9, 14, 15), merge="D2:E2 F2:G2 D8:E8 F8:G8 D14:E14 F14:G14 A2:A3 B2:B3 C2:C3 A8:A9 B8:B9 C8:C9 A14:A15 B14:B15 C14:C15")
    table = case.table("台帳", "items", (2, 3), (4, 16), 5,
                       "number department name acquisition_methods purpose places retention remarks")
    case.values(table, "retention", {"G4": period(0, 6), "G10": period(10), "G16": period(3)})
    case.write()


def registers_below_each_other():
    case = Case("registers-below-each-other", "three registers of different width on one sheet, each under a merged title")
    case.sheet("管理表", """
１．個人情報管理台帳||||||
No|部門|個人情報名|利用目的|取得方法|保管場所|保管期間
#1|本社|会員名簿|会員サービスの提供|Webフォーム|クラウド|退会後1年
#2|本社|従業者名簿|雇用管理|手渡し|社内サーバ|退職後3年

２．委託先管理台帳||||||
委託先名|委託業務|契約締結日|機密保持契約|再委託|評価日|評価結果
株式会社ひかり印刷|会員証の印刷|@2023-04-01|有|禁止|@2025-09-10|合格
みらい倉庫株式会社|書類の保管|@2021-10-01|有|事前承認|@2025-09-12|条件付き

３．機器台帳||||||
管理番号|種別|機器名|使用者|設置場所|暗号化|サポート期限
PC-001|ノートPC|ThinkBook 14|石川|本社|○|@2027-10-14
PC-002|デスクトップPC|OptiPlex|宇田|本社|×|@2026-03-31
SV-001|サーバ|NAS-4|総務|サーバ室|○|@2028-06-30
""", heads=(2, 7, 12), merge="A1:G1 A6:G6 A11:G11")
    case.table("管理表", "items", (2, 2), (3, 4), 2, "number department name purpose acquisition_methods places retention")
    vendors = case.table("管理表", "vendors", (7, 7), (8, 9), 2,
                         "name service contracted_on confidentiality subcontracting evaluated_on evaluation")
    case.values(vendors, "contracted_on", {"C8": "2023-04-01"})
    case.values(vendors, "subcontracting", {"E9": "prior-approval"})
    devices = case.table("管理表", "devices", (12, 12), (13, 15), 3,
                         "number kind name user place encrypted supported_until")
    case.values(devices, "encrypted", {"F13": True, "F14": False})
    case.write()


def registers_beside_each_other():
    case = Case("registers-beside-each-other", "a ledger and a list of vendors beside each other, of unlike length and header row")
    ws = case.sheet("まとめ", """
個人情報台帳
No|個人情報名|利用目的|件数|保管場所|保管期限|委託先
#1|会員名簿|会員サービス|#12000|クラウド|退会後1年|株式会社ひかり印刷
#2|社員名簿|雇用管理|#45|社内サーバ|退職後3年|なし
#3|応募書類|採用選考|#60|施錠キャビネット|6か月|なし
#4|取材記録|広報誌の制作|#35|共有フォルダ|3年|有限会社あおば編集
""", heads=(2,))
    case.fill(ws, """
委託先一覧

会社名|委託業務|契約締結日|評価日|評価
株式会社ひかり印刷|会員証の印刷|@2023-04-01|@2025-09-10|合格
有限会社あおば編集|広報誌の編集|@2024-06-01|@2025-09-11|合格
""", at="J1", heads=(3,))
    items = case.table("まとめ", "items", (2, 2), (3, 6), 4, "number name purpose count places retention vendors")
    case.values(items, "count", {"D3": count(12000)})
    case.values(items, "vendors", {"G3": ["株式会社ひかり印刷"], "G4": []})
    case.table("まとめ", "vendors", (3, 3), (4, 5), 2, "name service contracted_on evaluated_on evaluation", start="J")
    case.write()


def hints_keys_and_example_under_header():
    case = Case("hints-keys-and-example-under-header", "column numbers, machine keys, instructions and an example row between header and records")
    case.sheet("台帳", """
個人情報管理台帳（記入用）
管理番号|部門|個人情報名|利用目的|取得方法|媒体|保管場所|保管期間
(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)
item_no|dept|item_name|purpose|acq_method|media|place|retention
総務が採番|部門名を記入|帳票名・ファイル名を記入|できるだけ具体的に記入してください|プルダウンから選択|紙・電子の別|施錠の有無も記入|例：5年
記入例|総務部|履歴書|採用選考のため|郵送|紙|施錠キャビネット|6か月
G-01|業務部|加入者台帳|保険契約の管理|申込書|紙|書庫|契約終了後10年
G-02|業務部|事故受付票|保険金の支払い|電話|紙|キャビネット|5年
G-03|業務部|通話録音|対応品質の向上|電話|音声|録音装置|1年
""", heads=(2,))
    table = case.table("台帳", "items", (2, 2), (7, 9), 3,
                       "number department name purpose acquisition_methods media places retention")
    case.values(table, "number", {"A7": "G-01", "A9": "G-03"})
    case.values(table, "media", {"F9": ["voice"]})
    case.write()


def numbered_ghost_rows():
    case = Case("numbered-ghost-rows", "rows prepared with a number, a default of a drop-down or a formula, but no record; one of them between records")
    lines = [
        "#1|総務部|履歴書|採用選考|約50件|選択してください|施錠キャビネット",
        "#2|総務部|社員名簿|雇用管理|45件|電子|社内サーバ",
        "#3||||　|選択してください|",
        "#4|営業部|顧客カード|商品の案内|800件|紙|書庫",
    ] + [f"#{number}|||||選択してください|" for number in range(5, 31)]
    case.sheet("台帳", "No|部門|個人情報名|利用目的|件数|媒体|保管場所\n" + "\n".join(lines), heads=(1,))
    table = case.table("台帳", "items", (1, 1), (2, 5), 3, "number department name purpose count media places")
    case.values(table, "name", {"C2": "履歴書", "C5": "顧客カード"})
    case.doubt("台帳!F2")
    case.write()


def used_range_to_the_last_cell():
    case = Case("used-range-to-the-last-cell", "a forgotten blank in the last column and a word in the last row make the used range enormous")
    ws = case.sheet("台帳", """
No|個人情報名|利用目的|保管場所|保管期間
#1|患者名簿|診療|電子カルテ|5年
#2|紹介状|診療|書庫|5年
""", heads=(1,))
    ws["XFD1"] = " "
    ws["A1048576"] = "end"
    case.table("台帳", "items", (1, 1), (2, 3), 2, "number name purpose places retention")
    case.write()


def hidden_rows_columns_and_sheets():
    case = Case("hidden-rows-columns-and-sheets", "a filter that hides rows, hidden columns with codes, a hidden department, and last year's copy on a hidden sheet")
    head = "No|コード|部門|個人情報名|利用目的|媒体|保管場所|保管期間"
    rows = """
#1|A01|総務部|履歴書|採用選考|紙|施錠キャビネット|6か月
#2|A02|総務部|社員名簿|雇用管理|電子|社内サーバ|退職後3年
#3|B01|営業部|顧客名簿|商品の案内|電子|クラウド|3年
#4|B02|営業部|契約書|契約の履行|紙|書庫|10年
#5|B03|営業部|アンケート|商品の企画|紙|書庫|1年"""
    ws = case.sheet("台帳", head + rows, heads=(1,))
    ws.column_dimensions["B"].hidden = True
    ws.auto_filter.ref = "A1:H6"
    ws.auto_filter.add_filter_column(2, ["総務部"])
    for row in (4, 5, 6):
        ws.row_dimensions[row].hidden = True
    old = case.sheet("台帳_2024年度", head + rows.replace("3年", "5年").replace("\n#5|B03|営業部|アンケート|商品の企画|紙|書庫|1年", ""), heads=(1,))
    old.sheet_state = "hidden"
    secret = case.sheet("役員室", """
No|コード|部門|個人情報名|利用目的|媒体|保管場所|保管期間
#1|Z01|役員室|役員名簿|登記手続き|紙|金庫|10年
#2|Z02|役員室|株主名簿|株主総会の招集|電子|社内サーバ|永年
""", heads=(1,))
    secret.sheet_state = "hidden"
    lists = case.sheet("リスト", "媒体|保管場所\n紙|施錠キャビネット\n電子|社内サーバ\n|クラウド")
    lists.sheet_state = "hidden"
    fields = "number - department name purpose media places retention"
    case.table("台帳", "items", (1, 1), (2, 6), 5, fields)
    case.table("役員室", "items", (1, 1), (2, 3), 2, fields)
    case.left(**{"台帳_2024年度": "skipped", "リスト": "no-register"})
    case.doubt("非表示の行", "役員室")
    case.write()


def one_sheet_per_department():
    case = Case("one-sheet-per-department", "cover, instructions, change history and choices around one sheet for each department, whose name only the tab tells")
    case.sheet("表紙", "\n\n||個人情報管理台帳||\n\n||株式会社さくら介護サービス||\n||2026年1月||\n\n|制定|2018年4月1日||\n|改訂|2026年1月20日||")
    case.sheet("記入要領", """
記入要領
1. 個人情報名には、帳票名またはファイル名を記入してください。
2. 利用目的は、個人情報保護方針に公表した範囲で具体的に記入してください。
3. 保管場所・保管期間・廃棄方法は、部門ごとに実態を確認のうえ記入してください。
項目|書き方|例
個人情報名|帳票名|利用申込書
保管期間|年数|5年
""")
    head = "番号|個人情報名|本人|利用目的|件数|保管場所|保管期間|廃棄方法"
    for name, rows in {
        "訪問介護": "#1|利用申込書|利用者|サービスの提供|#86|書庫|契約終了後5年|溶解\n#2|サービス提供記録|利用者|サービスの提供|#86|介護ソフト|5年|完全消去",
        "通所介護": "#1|送迎表|利用者|送迎|#40|キャビネット|1年|シュレッダー\n#2|連絡帳|利用者|家族との連絡|#40|キャビネット|2年|シュレッダー\n#3|事故報告書|利用者|事故の再発防止|#6|書庫|5年|溶解",
        "事務局": "#1|職員名簿|職員|雇用管理|#32|施錠ロッカー|退職後3年|シュレッダー",
    }.items():
        case.sheet(name, f"{head}\n{rows}", heads=(1,))
    case.sheet("改訂履歴", "改訂履歴\n版|改訂日|改訂内容|作成|承認\n1.0|2018年4月1日|新規|大森|大森\n2.0|2026年1月20日|事務局を追加|大森|大森", heads=(2,))
    case.sheet("選択肢", "媒体|本人|廃棄方法\n紙|利用者|シュレッダー\n電子|職員|溶解\n|家族|完全消去", heads=(1,))
    fields = "number name data_subject purpose count places retention disposal_methods"
    for name, last in [("訪問介護", 3), ("通所介護", 4), ("事務局", 2)]:
        table = case.table(name, "items", (1, 1), (2, last), last - 1, fields)
    case.values(table, "data_subject", {"C2": ["employee"]})
    case.left(**{name: "no-register" for name in ["表紙", "記入要領", "改訂履歴", "選択肢"]})
    case.write()


def continued_on_the_next_sheet():
    case = Case("continued-on-the-next-sheet", "one ledger cut over two sheets with the same header and numbers that go on")
    head = "台帳番号|取扱部門|情報名|利用目的|媒体|保管場所|保管期限|アクセス権者"
    case.sheet("台帳(1)", head + "\n#1|総務部|履歴書|採用選考|紙|金庫|6か月|人事担当者\n#2|総務部|社員名簿|雇用管理|電子|社内サーバ|退職後3年|人事担当者", heads=(1,))
    case.sheet("台帳(2)", head + "\n#3|経理部|給与台帳|給与の支払い|電子|給与システム|7年|経理担当者\n#4|経理部|振込依頼書|支払い|紙|書庫|10年|経理担当者", heads=(1,))
    fields = "number department name purpose media places retention access"
    for sheet in ("台帳(1)", "台帳(2)"):
        table = case.table(sheet, "items", (1, 1), (2, 3), 2, fields)
    case.values(table, "number", {"A2": "3"})
    case.write()


def table_object_with_a_totals_row():
    case = Case("table-object-with-a-totals-row", "an Excel table that starts in C4, with a totals row and a memo right beside and below")
    ws = case.sheet("Sheet1", """
個人情報台帳（テーブル）

No|個人情報名|利用目的|件数|取得方法|保管場所|保管期間|担当者メモ
#1|会員名簿|会員サービス|#5200|Webフォーム|クラウド|退会後1年|棚卸し済み
#2|応募はがき|懸賞の抽選|#830|郵送|キャビネット|3か月|
#3|社員名簿|雇用管理|#45|手渡し|社内サーバ|退職後3年|氏名変更あり
集計|||#6075||||3
""", at="C2", heads=(4,))
    table = Table(displayName="個人情報台帳", ref="C4:J8", totalsRowCount=1)
    table._initialise_columns()
    for column, cell in zip(table.tableColumns, ws["C4:J4"][0]):
        column.name = cell.value
    ws.add_table(table)
    ws["L5"] = "来年度から"
    ws["L6"] = "システムへ移行"
    ws["D11"] = "この表は総務部の共有フォルダにあります"
    table = case.table("Sheet1", "items", (4, 4), (5, 7), 3,
                       "number name purpose count acquisition_methods places retention -/remarks", start="C")
    case.values(table, "count", {"F5": count(5200), "F7": count(45)})
    case.write()


def grid_paper():
    case = Case("grid-paper", "方眼紙: every column of the register merged over several narrow columns, two rows a record")
    ws = case.sheet("台帳", "個人情報管理台帳", size=14)
    for column in range(1, 61):
        ws.column_dimensions[ws.cell(1, column).column_letter].width = 2.1
    spans = [(2, 4, "No"), (5, 10, "部門"), (11, 20, "個人情報名"), (21, 32, "利用目的"), (33, 37, "件数"), (38, 45, "保管場所"), (46, 51, "保管期間"), (52, 58, "廃棄方法")]
    rows = [
        ["#1", "総務部", "履歴書・職務経歴書", "採用選考のため", "約100件", "施錠キャビネット", "6か月", "シュレッダー"],
        ["#2", "総務部", "社員名簿", "雇用管理のため", "45件", "社内サーバ", "退職後3年", "データ消去ソフト"],
        ["#3", "店舗", "会員申込書", "会員証の発行のため", "5,000件", "書庫", "退会後1年", "溶解"],
    ]
    for at, texts in enumerate([[header for *_, header in spans], *rows]):
        top = 3 + 2 * at
        for (left, right, _), text in zip(spans, texts):
            case.fill(ws, text, at=ws.cell(top, left).coordinate, heads=(top,) if at == 0 else ())
            ws.merge_cells(start_row=top, end_row=top + 1, start_column=left, end_column=right)
    case.fill(ws, "承認|||確認|||作成", at="AX1")
    table = case.table("台帳", "items", (3, 4), (5, 10), 3,
                       "number . . department . . . . . name " + ". " * 9 + "purpose " + ". " * 11 + "count . . . . places " + ". " * 7 + "retention . . . . . disposal_methods", start="B")
    case.values(table, "count", {"AG5": count(100), "AG9": count(5000)})
    case.write()


def comments_white_text_and_memos():
    case = Case("comments-white-text-and-memos", "comments on cells, white helper texts, an own column in the middle and remarks beside the table")
    ws = case.sheet("台帳", """
No|部門|個人情報名|社内メモ|利用目的|保管場所|保管期間|チェック用
#1|総務部|履歴書|次回確認|採用選考|施錠キャビネット|6か月|#1
#2|総務部|社員名簿||雇用管理|社内サーバ|退職後3年|#0
#3|営業部|名刺|スキャン予定|営業活動|机の引出し|1年|#1
""", heads=(1,))
    for row in range(1, 5):
        ws.cell(row, 8).font = Font(name="ＭＳ Ｐゴシック", color="FFFFFF")
    ws["F4"].comment = Comment("施錠していない。要改善", "監査")
    ws["K2"] = "←山田さんに確認する"
    table = case.table("台帳", "items", (1, 1), (2, 4), 3, "number department name -/remarks purpose places retention -")
    case.values(table, "places", {"F4": ["desk-drawer"]})
    case.write()


def no_register_at_all():
    case = Case("no-register-at-all", "a price list, a list of extension numbers and a page of rules: daicho must say that it found no ledger")
    case.sheet("価格表", "品番|品名|単価|在庫\nA-1|ボールペン|#100|#250\nA-2|ノート|#180|#90\nA-3|封筒|#60|#1200", heads=(1,))
    case.sheet("内線表", "部署|氏名|内線\n総務部|相沢|#101\n総務部|井上|#102\n営業部|宇野|#201", heads=(1,))
    case.sheet("個人情報の取扱い", "個人情報の取扱いについて\n当社は、利用目的の達成に必要な範囲で個人情報を取得し、保管場所を施錠して管理します。\n保管期間を過ぎた個人情報は、廃棄方法を定めて速やかに廃棄します。")
    case.left(**{name: "no-register" for name in ["価格表", "内線表", "個人情報の取扱い"]})
    case.write()


def ledger_beside_risks_and_a_dashboard():
    case = Case("ledger-beside-risks-and-a-dashboard", "a ledger, last year's risk table and a sheet of counts by department")
    case.sheet("集計", "部門|紙|電子|合計\n総務部|#2|#1|#3\n営業部|#0|#1|#1\n合計|#2|#2|#4", heads=(1,))
    case.sheet("台帳", """
No|部門|個人情報名|要配慮個人情報|利用目的|媒体|保管場所|保管期間
#1|総務部|健康診断結果|○|健康管理|紙|施錠キャビネット|5年
#2|総務部|履歴書|×|採用選考|紙|施錠キャビネット|6か月
#3|営業部|顧客名簿|×|商品の案内|電子|クラウド|3年
""", heads=(1,))
    case.sheet("リスク分析表", """
個人情報|局面|想定されるリスク|発生可能性|影響度|リスク値|現状の対策|残留リスク
健康診断結果|保管|紛失する|#2|#3|#6|施錠して保管する|鍵の管理が不十分
履歴書|廃棄|誤って捨てる|#1|#2|#2|シュレッダーで処分する|なし
""", heads=(1,))
    items = case.table("台帳", "items", (1, 1), (2, 4), 3, "number department name sensitive purpose media places retention")
    case.values(items, "sensitive", {"D2": True, "D3": False})
    case.table("リスク分析表", "risks", (1, 1), (2, 3), 2, "item stage threat likelihood impact score control residual")
    case.left(集計="no-register")
    case.write()


CASES = [
    title_stamps_and_notes_around, department_merged_down, department_on_first_row_of_group, group_headings_and_subtotals,
    header_repeated_on_each_page, registers_below_each_other, registers_beside_each_other, hints_keys_and_example_under_header,
    numbered_ghost_rows, used_range_to_the_last_cell, hidden_rows_columns_and_sheets, one_sheet_per_department,
    continued_on_the_next_sheet, table_object_with_a_totals_row, grid_paper, comments_white_text_and_memos, no_register_at_all,
    ledger_beside_risks_and_a_dashboard,
]
