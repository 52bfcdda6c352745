"""Write three ledgers that together make every check and duty of the pack `appi` come up: `python3 appi.py`."""

import pathlib
import sys
import tomllib

from openpyxl import Workbook

HERE = pathlib.Path(__file__).resolve().parent
PACK = HERE.parent.parent / "rules" / "packs" / "appi"
sys.path.insert(0, str(HERE.parent))

from plain import table  # noqa: E402
from workbook import records, save  # noqa: E402

# Column, width, and what a sound row holds; a row of ITEMS names only what differs from it.
COLUMNS = [
    ("管理番号", 9, None), ("部門", 9, "総務部"), ("個人情報名", 30, None), ("個人情報の項目", 22, "氏名、住所、電話番号"),
    ("本人の種別", 12, "会員"), ("要配慮個人情報", 8, "無"), ("特定個人情報", 8, "無"), ("件数", 8, "80件"),
    ("利用目的", 24, "会員への商品の発送のため"), ("明示・通知・公表", 9, "明示"), ("本人の同意", 9, "有"),
    ("取得元", 9, "本人"), ("取得の形態", 10, "直接書面"), ("取得方法", 10, "申込書"), ("保管場所", 14, "社内サーバ"),
    ("アクセス権を有する者", 14, "担当者"), ("保管期限", 14, "契約終了後5年"), ("保管期限の根拠", 14, None),
    ("廃棄方法", 12, "シュレッダー"), ("廃棄の記録", 9, "記録あり"), ("移送方法", 12, "VPN"), ("移送時の対策", 12, "暗号化"),
    ("提供先", 14, "なし"), ("第三者提供の根拠", 12, None), ("共同利用", 7, "無"), ("外国", 9, "なし"),
    ("本人への連絡・接触", 8, "無"), ("受託", 7, "無"), ("備考", 26, None),
]

STAFF = {"本人の種別": "従業員", "利用目的": "人事・労務の管理のため", "保管期限": "退職後5年"}
NUMBER = {**STAFF, "個人情報の項目": "氏名、個人番号", "特定個人情報": "有", "利用目的": "源泉徴収票の作成のため", "保管期限": "法定の起算日から7年", "保管期限の根拠": "所得税法施行規則 76条の3"}

# (rules that the row is there for, name, what differs from a sound row)
ITEMS = [
    ("LEK-04 LEK-08", "会員名簿", {}),
    ("LEK-01", "病歴のある会員の名簿", {"個人情報の項目": "氏名、病歴", "要配慮個人情報": "有"}),
    ("LEK-02", "カード番号のある会員の名簿", {"個人情報の項目": "氏名、クレジットカード番号"}),
    ("LEK-09", "通販サイトのログイン情報", {"個人情報の項目": "メールアドレス、パスワード"}),
    ("LEK-03", "1,200人の名簿", {"件数": "1,200件"}),
    ("LEK-05 LEK-06 LEK-10", "150人の個人番号", {**NUMBER, "件数": "150件"}),
    ("LEK-07 SAF-19", "委託元から預かる名簿", {"取得元": "委託元", "取得の形態": "受託", "取得方法": "委託元から受領", "受託": "有"}),
    ("HLT-01", "雇入れ時のB型肝炎検査結果", {**STAFF, "個人情報の項目": "氏名、検査結果", "要配慮個人情報": "有"}),
    ("HLT-02", "ストレスチェック結果（同意なし）", {**STAFF, "個人情報の項目": "氏名、ストレスチェック結果", "要配慮個人情報": "有", "本人の同意": "無", "アクセス権を有する者": "部門長", "保管期限": "作成後5年"}),
    ("HLT-03", "健康診断結果（部門長も閲覧）", {**STAFF, "個人情報の項目": "氏名、健康診断結果", "要配慮個人情報": "有", "アクセス権を有する者": "部門長", "保管期限": "作成後5年"}),
    ("HLT-04", "朝の検温記録", {**STAFF, "個人情報の項目": "氏名、体温", "アクセス権を有する者": "全従業者"}),
    ("HLT-05", "従業員の遺伝子検査結果", {**STAFF, "個人情報の項目": "氏名、遺伝子検査結果", "要配慮個人情報": "有"}),
    ("PRV-01 PRV-09", "オプトアウトで再提供する名簿", {"取得元": "代理店", "取得の形態": "間接", "取得方法": "第三者から", "提供先": "名簿事業者", "第三者提供の根拠": "オプトアウト"}),
    ("PRV-02 PRV-10", "公表のない共同利用", {"共同利用": "有", "明示・通知・公表": "なし"}),
    ("PRV-03 PRV-04 PRV-11 SAF-18", "海外クラウドの名簿", {"保管場所": "海外クラウド"}),
    ("PRV-05", "同意を得て提供する名簿", {"提供先": "提携先", "第三者提供の根拠": "本人の同意"}),
    ("PRV-06", "第三者から受け取る名簿", {"取得元": "代理店", "取得の形態": "間接", "取得方法": "第三者から"}),
    ("PRV-07 PRV-12", "広告タグのCookie", {"個人情報の項目": "Cookie、アクセスログ", "本人の種別": "Webサイト閲覧者", "提供先": "広告配信事業者", "第三者提供の根拠": "根拠なし"}),
    ("PSA-01 PSA-02 PSA-04", "購買分析の仮名加工情報", {"提供先": "提携先", "第三者提供の根拠": "本人の同意", "本人への連絡・接触": "有"}),
    ("PSA-03", "販売する匿名加工情報", {}),
    ("MYN-01", "目的の違う個人番号", {**NUMBER, "利用目的": "身元の確認のため"}),
    ("MYN-02", "社員番号にした個人番号", {**NUMBER, "利用目的": "社員番号として利用するため"}),
    ("MYN-03", "応募者の個人番号", {**NUMBER, "本人の種別": "応募者", "保管期限": "選考終了後6か月"}),
    ("MYN-04", "名簿事業者に渡す個人番号", {**NUMBER, "提供先": "名簿事業者", "第三者提供の根拠": "オプトアウト"}),
    ("MYN-05", "グループで共同利用する個人番号", {**NUMBER, "共同利用": "有"}),
    ("MYN-06 MYN-07", "ごみ箱に捨てる個人番号", {**NUMBER, "廃棄方法": "ごみ箱", "廃棄の記録": "記録なし"}),
    ("MYN-08", "10年持つ個人番号", {**NUMBER, "保管期限": "退職後10年"}),
    ("MYN-09", "裸で運ぶ個人番号", {**NUMBER, "移送方法": "持参", "移送時の対策": "上長承認"}),
    ("MYN-10", "メールで送る個人番号", {**NUMBER, "移送方法": "メール", "移送時の対策": "宛先確認"}),
    ("RET-01", "雇用保険被保険者の届出控（1年）", {**STAFF, "保管期限": "完結後1年"}),
    ("RET-02", "見積書（3年）", {"保管期限": "3年"}),
    ("RET-03", "採用した人の履歴書（3年）", {**STAFF, "個人情報の項目": "氏名、学歴、職歴", "保管期限": "退職後3年"}),
    ("RET-04", "扶養控除等申告書の写し（20年）", {**STAFF, "保管期限": "取得後20年"}),
    ("RET-05", "防犯カメラの映像（2年）", {"個人情報の項目": "映像", "本人の種別": "来訪者", "保管期限": "録画後2年"}),
    ("RET-06", "労働者名簿（取得後5年）", {**STAFF, "保管期限": "取得後5年"}),
    ("RET-07", "労働者名簿（5年）", {**STAFF, "保管期限": "5年"}),
    ("RET-08", "法定とだけある名簿", {"保管期限": "法定期間"}),
    ("RET-09", "応募者の経歴書（3年）", {"本人の種別": "応募者", "個人情報の項目": "氏名、職歴", "利用目的": "採用選考のため", "保管期限": "選考終了後3年"}),
]

ZONE_COLUMNS = [("区域名", 20), ("区域の種類", 18), ("場所", 14), ("対策", 22), ("入退室の記録", 10), ("備考", 22)]
ZONES = """
本社受付|出入口|1階|防犯カメラ|有|
給与事務の席|マイナンバー取扱|2階|防犯カメラ|無|MYN-12
"""
ZONES_WITHOUT_NUMBERS = """
本社受付|出入口|1階|防犯カメラ|有|
営業部の事務室|執務室|2階|施錠|無|MYN-11: 個人番号を扱う区域がない
"""

TRAINING_COLUMNS = [("教育名", 24), ("実施日", 12), ("対象者", 16), ("受講者数", 9), ("理解度確認", 9), ("備考", 20)]
TRAINING = """
個人情報保護教育（2024年度）|@2024-10-02|全従業者|#48|有|SUP-01
"""

REQUEST_COLUMNS = [
    ("受付番号", 9), ("受付日", 11), ("請求の種類", 12), ("本人確認書類", 14), ("受託データ", 8), ("決定", 9), ("回答日", 11), ("延長の通知日", 11),
    ("応じない理由", 20), ("理由の説明", 8), ("希望する回答方法", 10), ("回答方法", 10), ("手数料", 8), ("備考", 16),
]
REQUESTS = """
R-1|@2026-03-02|開示|運転免許証|無||||||データ|||REQ-02
R-2|@2025-12-01|開示|運転免許証|無|開示|@2026-01-20|||有|書面|書面|#0|REQ-03
R-3|@2026-01-10|訂正|運転免許証|無|応じる|@2026-01-16|||有|||#1000|REQ-04
R-4|@2026-01-12|開示|運転免許証|無|開示|@2026-01-20|||無|データ|書面|#0|REQ-05
R-5|@2026-01-15|開示|運転免許証|無|不開示|@2026-01-24||第三者の権利利益を害する|無||||REQ-06
R-6|@2026-01-18|開示|運転免許証|無|不開示|@2026-01-26||評価に関する情報|有||||REQ-07
R-7|@2026-01-20|利用停止|運転免許証|無|応じない|@2026-01-28||業務に著しい支障|有||||REQ-08
R-8|@2026-01-22|開示|なし|無|開示|@2026-01-30|||有|書面|書面|#0|REQ-09
R-9|@2026-01-24|開示|運転免許証|有|開示|@2026-02-02|||有|書面|書面|#0|REQ-10
"""

COMPLAINT_COLUMNS = [("受付番号", 9), ("受付日", 11), ("申出者", 12), ("苦情の内容", 30), ("処置", 14), ("完了日", 11), ("備考", 16)]
COMPLAINTS = """
C-1|@2026-01-13|会員|退会したのに案内が届く|||CMP-02
"""

INCIDENT_COLUMNS = [
    ("事故番号", 9), ("発覚日", 11), ("事故の種類", 14), ("事故の内容", 26), ("本人の数", 8), ("要配慮個人情報", 8), ("特定個人情報", 8),
    ("不正の目的", 8), ("報告対象事態", 9), ("速報日", 11), ("確報日", 11), ("本人への通知日", 11), ("審査機関への報告日", 11), ("原因", 16),
    ("再発防止策", 16), ("備考", 26),
]
INCIDENTS = """
I-1|@2026-03-10|誤送信|宛先の取り違え||||無||||||宛先の確認漏れ|二人で確認|INC-02
I-2|@2026-02-02|誤交付|病歴のある書類の誤交付|#1|有|無|無||||||||INC-03 INC-05 INC-07 INC-08 INC-09
I-3|@2026-01-05|誤送信|名簿の誤送信|#1500|無|無|無||@2026-01-20|@2026-02-20|@2026-01-21|@2026-01-20|宛先の確認漏れ|二人で確認|INC-04 INC-06
I-4|@2026-03-03|盗難|ノートPCの盗難|#30|無|無||不要|||@2026-03-04|@2026-03-04|車内に放置|車内放置の禁止|INC-10
I-5|@2026-01-20|紛失|個人番号の書類の紛失|#150|無|有|無||@2026-01-23|@2026-02-16|@2026-01-24|@2026-01-23|置き場所の不徹底|施錠保管|報告済み
"""

DISPOSAL_COLUMNS = [("番号", 7), ("廃棄日", 11), ("個人情報名", 30), ("媒体", 8), ("廃棄方法", 12), ("廃棄業者", 18), ("廃棄証明書", 9), ("備考", 16)]
DISPOSALS = """
X-1|@2026-01-30|扶養控除等申告書（平成29年分）|紙|溶解|株式会社甲溶解|無|MYN-14
"""

VENDOR_COLUMNS = [("委託先名", 22), ("委託業務", 18), ("契約", 10), ("再委託の可否", 10), ("評価日", 11)]
VENDORS = """
株式会社甲溶解|書類の溶解|締結済|禁止|@2025-10-01
"""

MEASURE_COLUMNS = [("対策", 70), ("区分", 10), ("実施状況", 10), ("備考", 20)]
FAMILIES = {"organizational": "組織的", "human": "人的", "physical": "物理的", "technical": "技術的"}


def questionnaire():
    """Every control of the pack, none in place: each has a check that fires."""
    for path in sorted(PACK.glob("controls-*.toml")):
        for control in tomllib.loads(path.read_text(encoding="utf-8"))["control"]:
            yield (control["title"]["ja"], FAMILIES[control["family"]], "未実施", None)


def sheet(book, title, columns, text):
    table(book.create_sheet(title), columns, records(text, len(columns)))


def items(ws, chosen, left_out=()):
    ws.title = "個人情報管理台帳"
    known = {title for title, _, _ in COLUMNS}
    rows = []
    for number, (aims, name, differing) in enumerate(chosen, 1):
        if unknown := differing.keys() - known:
            raise ValueError(f"no such column: {unknown}")
        held = {title: default for title, _, default in COLUMNS}
        held |= {"管理番号": f"A-{number:02}", "個人情報名": name, "備考": aims} | differing
        rows.append([held[title] for title, _, _ in COLUMNS if title not in left_out])
    table(ws, [(title, width) for title, width, _ in COLUMNS if title not in left_out], rows)


def full():
    """All registers, and every measure missing."""
    book = Workbook()
    items(book.active, ITEMS)
    sheet(book, "委託先管理台帳", VENDOR_COLUMNS, VENDORS)
    table(book.create_sheet("安全管理措置"), MEASURE_COLUMNS, questionnaire())
    sheet(book, "区域一覧", ZONE_COLUMNS, ZONES)
    sheet(book, "教育記録", TRAINING_COLUMNS, TRAINING)
    sheet(book, "開示等請求受付簿", REQUEST_COLUMNS, REQUESTS)
    sheet(book, "苦情受付簿", COMPLAINT_COLUMNS, COMPLAINTS)
    sheet(book, "事故記録", INCIDENT_COLUMNS, INCIDENTS)
    sheet(book, "廃棄記録", DISPOSAL_COLUMNS, DISPOSALS)
    save(book, HERE / "appi-ledger.xlsx", title="every-rule, appi")


def bare():
    """Individual numbers without areas and without a record of disposal, and incidents and requests without what decides on them."""
    book = Workbook()
    items(book.active, [("MYN-13 MYN-22", "従業員の個人番号", NUMBER)], left_out=("廃棄の記録",))
    table(book.create_sheet("安全管理措置"), MEASURE_COLUMNS, questionnaire())
    sheet(book, "事故記録", [("事故番号", 9), ("発生日", 11), ("事故の内容", 30), ("備考", 16)], "I-1|@2026-01-20|書類の置き忘れ|INC-01")
    sheet(book, "開示等請求受付簿", [("受付番号", 9), ("受付日", 11), ("請求の種類", 12), ("決定", 9), ("回答日", 11), ("備考", 16)], "R-1|@2026-01-10|開示|開示|@2026-01-16|REQ-11")
    save(book, HERE / "appi-bare-ledger.xlsx", title="every-rule, appi, bare")


def areas():
    """Individual numbers whose area is not listed, and no register of measures."""
    book = Workbook()
    items(book.active, [("MYN-11 SAF-01", "従業員の個人番号", NUMBER)])
    sheet(book, "区域一覧", ZONE_COLUMNS, ZONES_WITHOUT_NUMBERS)
    save(book, HERE / "appi-areas-ledger.xlsx", title="every-rule, appi, areas")


full()
bare()
areas()
