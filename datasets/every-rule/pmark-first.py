"""Write four ledgers that together make every rule of `pmark-first` fire: `python3 pmark-first.py`."""

import pathlib
import sys

from openpyxl import Workbook

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from plain import register  # noqa: E402
from workbook import page, records, save  # noqa: E402

ITEM_COLUMNS = [
    "管理番号", "部門", "個人情報名", "個人情報の項目", "個人情報区分", "本人の種別", "要配慮個人情報", "特定個人情報", "件数", "利用目的", "取得の形態",
    "媒体", "保管場所", "保管方法", "アクセス権を有する者", "利用期限", "保管期限", "廃棄方法", "委託先", "受託", "状態",
]
SOUND = {
    "部門": "総務部", "個人情報の項目": "氏名、住所", "個人情報区分": "顧客情報", "本人の種別": "顧客", "要配慮個人情報": "無", "特定個人情報": "無",
    "件数": "500件", "利用目的": "商品の発送のため", "取得の形態": "直接書面", "媒体": "紙", "保管場所": "施錠キャビネット", "保管方法": "施錠",
    "アクセス権を有する者": "担当者", "利用期限": "契約終了まで", "保管期限": "契約終了後5年", "廃棄方法": "シュレッダー", "委託先": "なし", "受託": "無",
    "状態": "利用中",
}
NUMBERS = {"個人情報の項目": "氏名、個人番号", "個人情報区分": "特定個人情報", "本人の種別": "従業員", "特定個人情報": "有", "媒体": "電子データ", "保管場所": "PC", "保管方法": "アクセス制限", "廃棄方法": "完全消去"}

# (rules that the row is there for, name, what differs from a sound row)
ITEMS = [
    ("DOC-06", "業務フローにない名簿", {"業務フロー番号": None}),
    ("CAB-01", "施錠していない名簿", {"保管場所": "棚", "保管方法": "なし"}),
    ("CAB-02", "金庫に入れていない機密書類", {"個人情報区分": "機密"}),
    ("VND-04", "契約書より長く残す名簿", {"委託先": "株式会社契約短期", "保管期限": "契約終了後10年"}),
    ("LAW-05", "個人番号のデータ", NUMBERS),
    ("APP-05", "患者名簿", {"本人の種別": "患者", "個人情報区分": "一般"}),
]

# 委託先名, 委託業務, 契約, 契約締結日, 秘密保持, 再委託, 事故時の責任, 返還・消去, 評価日, 評価結果, 調査票, 覚書, 契約書の保管期間, 台帳の見直し日, 備考 (rules)
VENDORS = """
株式会社未調査 | 給与計算 | 締結済 | @2024-04-01 | 有 | 禁止 | 有 | 有 | @2025-10-01 | 合格 | × | ○ | 10年 | @2025-10-01 | VND-01
株式会社条項不足 | 発送 | 締結済 | @2024-04-01 | 無 | 禁止 | 有 | 有 | @2025-10-01 | 合格 | ○ | × | 10年 | @2025-10-01 | VND-02
株式会社契約短期 | 保管 | 締結済 | @2024-04-01 | 有 | 禁止 | 有 | 有 | @2025-10-01 | 合格 | ○ | ○ | 1年 | @2025-10-01 | too short for an item: VND-04
株式会社見直しなし | 清掃 | 締結済 | @2024-04-01 | 有 | 禁止 | 有 | 有 | @2025-10-01 | 合格 | ○ | ○ | 10年 | @2024-10-01 | VND-06
"""

# 管理番号, 種別, 機器名, 使用者, 設置場所, 暗号化, サポート期限, 個人番号, アクセスログ, ログイン管理, ネットワーク環境管理, 外部接続管理, 備考 (rules)
DEVICES = """
PC-01 | デスクトップPC | 個人番号用 | 佐伯 | 総務部 | ○ | @2030-01-09 | ○ | ○ | ○ | ○ | × | DEV-02
PC-02 | デスクトップPC | 古いPC | 佐伯 | 総務部 | ○ | @2025-10-14 | × | ○ | ○ | ○ | ○ | DEV-03
PC-03 | ノートPC | 営業用 | 戸田 | 営業部 | × | @2030-01-09 | × | ○ | ○ | ○ | ○ | DEV-04
"""

# ユーザID, 氏名, システム名, 権限, 付与日, 削除日, 備考
ACCOUNTS = """
eigyo | （営業部共用） | 顧客管理 | 一般 | @2024-04-01 | | ACC-01
kodama | 児玉 | 顧客管理 | 一般 | @2024-04-01 | | 2025年3月に退職 ACC-02
"""

# 区域名, 区域の種類, レベル, 対策, 入退室記録, 点検日, 備考 (rules)
ZONES = """
裏口 | 出入口 | S |  | ○ | @2026-02-01 | ZON-02
営業部の棚 | 営業部キャビネット | A |  | － | @2026-02-01 | ZON-03
社長室 | 社長室 |  |  | － | @2026-02-01 | ZON-04
正面玄関 | 出入口 | A | 防犯カメラ | ○ | @2026-02-01 | ZON-05
サーバ室 | サーバ室 | S | 施錠 | × | @2026-02-01 | ZON-06
番号のPC | マイナンバー取扱者 | S | アクセスログ管理、ログイン管理 | － | @2026-02-01 | ZON-08 ZON-09
採用のPC | 採用担当者 | A | ログイン管理 | － | @2026-02-01 | ZON-10
総務部の棚 | 総務部キャビネット | A | 防犯カメラ | － | @2026-02-01 | ZON-11
役員室 | 役員室 | S | 施錠 | － | @2026-02-01 | ZON-12
書庫 | 書庫 | A | 施錠 | － | @2024-02-01 | ZON-13
"""

# 文書番号, 文書名, 文書の種類, 制定日, 改訂日, 見直し日, 承認者, 承認日, 提出日, 有効期限, 状態, 保管期間, 備考 (rules)
DOCUMENTS = """
D-01 | PMSマニュアル | 規程 | @2021-04-01 |  | @2022-04-01 | 代表者 | @2021-04-01 |  |  | 作成済 |  | DOC-12, and few: DOC-07
D-02 | 個人情報保護方針 | 方針 | @2021-04-01 | @2025-06-01 | @2025-06-01 | 代表者 | @2021-04-01 |  |  | 作成済 |  | DOC-11
D-03 | 開示等請求書 | 様式 | @2025-04-01 |  | @2025-04-01 |  |  |  |  | 作成済 |  | DOC-10, and few: DOC-08
D-04 | 苦情受付票 | 様式 |  |  |  |  |  |  |  | 未作成 |  | DOC-09
D-05 | 入退室記録 | 記録 | @2025-04-01 |  |  | 管理者 | @2025-04-01 |  |  | 作成済 |  | DOC-13
D-06 | 個人情報管理台帳 | 様式 | @2025-10-01 |  | @2025-10-01 | 代表者 | @2025-10-01 |  |  | 作成済 |  | no edition of the year before: REN-04
D-07 | リスク分析表 | 様式 | @2025-10-01 |  | @2025-10-01 | 代表者 | @2025-10-01 |  |  | 作成済 |  | REN-05
D-08 | 委託先管理台帳 | 様式 | @2025-10-01 |  | @2025-10-01 | 代表者 | @2025-10-01 |  |  | 作成済 |  | REN-06
D-09 | 付与適格性審査申請書 | 申請書類 | @2024-01-10 |  |  | 代表者 | @2024-01-10 | @2024-01-10 |  | 提出済 |  | for the certificate D-10
D-10 | プライバシーマーク登録証 | 記録 | @2024-06-01 |  |  | 管理者 | @2024-06-01 |  | @2026-05-31 | 有 | 10年 | REN-08
D-11 | プライバシーマーク登録証（支店） | 記録 | @2024-11-01 |  |  | 管理者 | @2024-11-01 |  | @2026-10-31 | 有 | 10年 | REN-09
"""

# 法令名, 改正日, 確認日, 備考 (rules)
LAWS = """
個人情報の保護に関する法律 | @2023-04-01 | @2025-07-01 |
労働安全衛生法 | @2025-05-14 | @2025-04-01 | LAW-03
職業安定法 |  | @2024-07-01 | LAW-06
"""

# 氏名, 雇用区分, 入社日, 退職日, 入社時誓約書, 退職時誓約書, 従業者同意書, 退職後の守秘, 備考 (rules)
PLEDGES = """
佐伯 | 正社員 | @2020-04-01 |  |  |  | @2025-04-01 |  | PLD-02
戸田 | 正社員 | @2020-04-01 |  | @2020-04-01 |  |  | ○ | PLD-03
児玉 | 正社員 | @2020-04-01 | @2025-03-31 | @2020-04-01 |  | @2020-04-01 | ○ | PLD-04
江口 | パート | @2021-04-01 |  | @2021-04-01 |  | @2021-04-01 | × | PLD-05
三浦 | 正社員 | @2026-02-01 |  | @2026-02-01 |  | @2026-02-01 | ○ | TRN-08, and four persons: TRN-04
"""

# 教育名, 教育の種類, 計画承認日, 実施日, 対象者数, 受講者数, 理解度確認, 欠席者フォロー, 報告日, 承認者, 備考 (rules)
TRAINING = """
全従業者教育 | 全従業者 | @2025-09-01 | @2025-08-20 | #3 | #2 | × | × |  |  | TRN-03 TRN-04 TRN-05 TRN-06 TRN-07
"""

# 番号, 種類, 対象部門, 計画日, 実施日, 監査員, 監査員の所属, 指摘内容, 原因, 是正内容, 期限, 完了日, 効果確認日, 承認者, 備考 (rules)
AUDITS = """
A-1 | 内部監査 | 総務部 | @2025-11-10 | @2025-11-01 | 佐伯 | 総務部 | なし |  |  |  |  |  | 佐伯 | AUD-05 AUD-06 AUD-07
A-2 | 内部監査 | 営業部 | @2025-10-01 | @2025-11-01 | 佐伯 | 総務部 | 施錠していない |  |  |  |  |  |  | AUD-11 COR-01 COR-02
A-3 | 是正処置 | 営業部 |  | @2025-11-05 | 戸田 | 営業部 | 名刺を机上に置いた | 置き場所がない | 箱を配る | @2025-12-26 |  |  | 代表者 | COR-03
A-4 | 是正処置 | 総務部 |  | @2025-05-05 | 戸田 | 営業部 | 誤送信 | 確認の漏れ | 二人で確認 | @2025-06-30 | @2025-06-20 |  | 代表者 | COR-04
A-5 | 審査指摘 | 全社 |  | @2025-12-01 | 審査員 | 審査機関 | 記録がない | 様式がない | 様式を作る | @2026-12-01 |  |  | 代表者 | COR-05
A-6 | マネジメントレビュー | 全社 |  | @2025-10-20 | 代表者 |  | なし |  |  |  |  |  | 代表者 | before the audit: MRV-02
A-7 | 運用の確認 | 総務部 |  | @2025-06-30 | 佐伯 | 総務部 | なし |  |  |  |  |  | 管理者 | AUD-09
"""

# The controls of the questionnaire, all not in place: SYS, ZON-07, AUD-03, AUD-04, MRV-03, VND-05, APP-05.
MEASURES = """
適用範囲の文書化 | 未実施
個人情報保護管理者・監査責任者の任命 | 未実施
個人情報保護方針の公表 | 未実施
方針の記載事項の確認 | 未実施
教育計画書・監査計画書 | 未実施
変更時の見直し手順 | 未実施
緊急時の連絡体制 | 未実施
要求事項との対応表 | 未実施
開示等の窓口 | 未実施
直接書面取得の明示事項 | 未実施
個人情報取扱申請書 | 未実施
データの正確性の確保 | 未実施
入退室ログの点検 | 未実施
全部門の内部監査 | 未実施
適合性監査と運用監査 | 未実施
マネジメントレビューのインプットとアウトプット | 未実施
取扱状況の報告 | 未実施
審査機関の確認 | 未実施
"""

VENDOR_COLUMNS = ["委託先名", "委託業務", "契約の締結", "契約締結日", "秘密保持", "再委託", "事故時の責任", "返還・消去", "評価日", "評価結果", "委託先調査票", "覚書", "契約書の保管期間", "台帳の見直し日", "備考"]
DEVICE_COLUMNS = ["管理番号", "種別", "機器名", "使用者", "設置場所", "暗号化", "サポート期限", "個人番号", "アクセスログ", "ログイン管理", "ネットワーク環境管理", "外部接続管理", "備考"]
ACCOUNT_COLUMNS = ["ユーザID", "氏名", "システム名", "権限", "付与日", "削除日", "備考"]
ZONE_COLUMNS = ["区域名", "区域の種類", "レベル", "対策", "入退室記録", "点検日", "備考"]
DOCUMENT_COLUMNS = ["文書番号", "文書名", "文書の種類", "制定日", "改訂日", "見直し日", "承認者", "承認日", "提出日", "有効期限", "状態", "保管期間", "備考"]
LAW_COLUMNS = ["法令名", "改正日", "確認日", "備考"]
PLEDGE_COLUMNS = ["氏名", "雇用区分", "入社日", "退職日", "入社時誓約書", "退職時誓約書", "従業者同意書", "退職後の守秘", "備考"]
TRAINING_COLUMNS = ["教育名", "教育の種類", "計画承認日", "実施日", "対象者数", "受講者数", "理解度確認", "欠席者フォロー", "報告日", "承認者", "備考"]
AUDIT_COLUMNS = ["番号", "監査種別", "対象部門", "計画日", "実施日", "監査員", "監査員の所属", "指摘内容", "原因", "是正内容", "期限", "完了日", "効果確認日", "承認者", "備考"]


def sheet(book, name, columns, rows):
    """A plain register: header in row 1, one value per cell."""
    ws = book.create_sheet(name)
    register(ws, [(header, 16) for header in columns], rows)
    page(ws, titles="1:1")


def items(book, rows, extra=()):
    columns = [*ITEM_COLUMNS, *extra, "備考"]
    body = []
    for number, (rules, name, changes) in enumerate(rows, 1):
        cells = {**SOUND, "業務フロー番号": "F-01", **changes, "管理番号": f"P-{number:02}", "個人情報名": name, "備考": rules}
        body.append([cells.get(column) for column in columns])
    sheet(book, "個人情報管理台帳", columns, body)


def new():
    book = Workbook()
    book.remove(book.active)
    return book


def full():
    """Every register, with defects row by row."""
    book = new()
    items(book, ITEMS, ["業務フロー番号"])
    sheet(book, "委託先管理台帳", VENDOR_COLUMNS, records(VENDORS, len(VENDOR_COLUMNS)))
    sheet(book, "機器台帳", DEVICE_COLUMNS, records(DEVICES, len(DEVICE_COLUMNS)))
    sheet(book, "ユーザ台帳", ACCOUNT_COLUMNS, records(ACCOUNTS, len(ACCOUNT_COLUMNS)))
    sheet(book, "区域一覧", ZONE_COLUMNS, records(ZONES, len(ZONE_COLUMNS)))
    sheet(book, "文書一覧", DOCUMENT_COLUMNS, records(DOCUMENTS, len(DOCUMENT_COLUMNS)))
    sheet(book, "法令一覧", LAW_COLUMNS, records(LAWS, len(LAW_COLUMNS)))
    sheet(book, "誓約書一覧", PLEDGE_COLUMNS, records(PLEDGES, len(PLEDGE_COLUMNS)))
    sheet(book, "教育記録", TRAINING_COLUMNS, records(TRAINING, len(TRAINING_COLUMNS)))
    sheet(book, "監査記録", AUDIT_COLUMNS, records(AUDITS, len(AUDIT_COLUMNS)))
    sheet(book, "安全管理措置一覧", ["対策", "実施状況"], records(MEASURES, 2))
    save(book, HERE / "pmark-first-ledger.xlsx", title="pmark-first")


def thin():
    """Registers that are there and hold next to nothing: DOC-02 – DOC-05, TRN-02, AUD-02, AUD-08, MRV-01, LAW-02, LAW-04, RSK-02, VND-03, DEV-05, ZON-15 – ZON-17, APP-02 – APP-04, APP-06, REN-01 – REN-03, REN-07."""
    book = new()
    items(book, [("DEV-05 LAW-05", "個人番号のデータ", NUMBERS)])
    sheet(book, "委託先管理台帳", ["委託先名", "契約の締結", "評価日"], [["株式会社調査票なし", "締結済", "2025/10/1"]])
    sheet(book, "機器台帳", ["管理番号", "種別", "機器名", "暗号化", "個人番号"], [["PC-01", "デスクトップPC", "個人番号用", "○", "○"], ["SV-01", "サーバ", "共有ファイル用", "○", "×"]])
    sheet(book, "区域一覧", ZONE_COLUMNS, records("会議室 | 会議室 | A | 施錠 | － | @2026-02-01 | ZON-15 ZON-16 ZON-17", len(ZONE_COLUMNS)))
    sheet(book, "文書一覧", DOCUMENT_COLUMNS, records("""
D-01 | リスク分析表 | 様式 | @2023-10-01 |  | @2023-10-01 | 代表者 | @2023-10-01 |  |  | 作成済 |  | RSK-02
D-02 | プライバシーマーク登録証 | 記録 | @2025-06-01 |  |  | 管理者 | @2025-06-01 |  | @2027-03-31 | 有 | 10年 | a renewal: REN
D-03 | 付与適格性審査申請書 | 申請書類 | @2026-01-15 |  |  | 代表者 | @2026-01-15 | @2026-01-15 |  | 提出済 |  | before anything was done: APP-02 APP-03 APP-04, no mock examination: APP-06
""", len(DOCUMENT_COLUMNS)))
    sheet(book, "法令一覧", LAW_COLUMNS, records("労働基準法 | @2019-04-01 | @2024-07-01 | LAW-02 LAW-04 LAW-05", 4))
    sheet(book, "教育記録", TRAINING_COLUMNS, records("入社時教育 | 入社時 | @2022-08-01 | @2022-08-20 | #3 | #3 | ○ | － | @2022-09-01 | 代表者 | none of all staff: TRN-02 REN-01 APP-02", len(TRAINING_COLUMNS)))
    sheet(book, "監査記録", AUDIT_COLUMNS, records("A-1 | 運用の確認 | 営業部 | @2022-10-01 | @2022-11-01 | 佐伯 | 総務部 | なし |  |  |  |  |  | 代表者 | no audit and no review: AUD-02 AUD-08 MRV-01 REN APP-03 APP-04", len(AUDIT_COLUMNS)))
    sheet(book, "安全管理措置一覧", ["対策", "実施状況"], [["模擬審査", "未実施"]])
    save(book, HERE / "pmark-first-thin-ledger.xlsx", title="pmark-first, registers with next to nothing")


def bare():
    """Nothing but the ledger: DOC-01, REG-01 – REG-04, RSK-01, ZON-01, DEV-01, PLD-01, TRN-01, AUD-01, LAW-01, MRV-01, APP-01, APP-07."""
    book = new()
    items(book, [("DEV-01", "個人番号のデータ", NUMBERS), *(("REG-04", f"顧客名簿{number}", {}) for number in range(1, 11))])
    save(book, HERE / "pmark-first-bare-ledger.xlsx", title="pmark-first, ledger only")


def columns():
    """Registers that lack the columns that matter: ZON-14, AUD-10, COR-06, DOC-14, PLD-06, TRN-09; and PLD-07, APP-01, APP-07."""
    book = new()
    items(book, [("", "顧客名簿", {})])
    sheet(book, "区域一覧", ["区域名", "対策", "入退室記録"], [["出入口", "防犯カメラ", "○"]])
    sheet(book, "文書一覧", ["文書番号", "文書名", "版"], [["D-01", "個人情報保護方針", "1.0"]])
    sheet(book, "誓約書一覧", ["氏名", "入社時誓約書"], [["佐伯", "2025/4/1"]])
    sheet(book, "教育記録", ["教育名", "実施日", "対象者数", "受講者数"], [["個人情報保護教育", "2025/8/20", "35名", "35名"]])
    sheet(book, "内部監査報告一覧", ["監査日", "対象部門", "監査員", "監査員の所属", "指摘事項"], [["2025/11/1", "営業部", "佐伯", "総務部", "なし"]])
    save(book, HERE / "pmark-first-columns-ledger.xlsx", title="pmark-first, columns missing")


full()
thin()
bare()
columns()
