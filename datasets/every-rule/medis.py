"""Write three ledgers that together make every rule of `medis` fire: `python3 medis.py`."""

from plain import workbook

ITEM_COLUMNS = "管理番号|部門|個人情報名|個人情報の項目|本人の種別|要配慮個人情報|媒体|保管場所|保管方法|状態|備考"
# The remarks name the rules that a row is there for. No department of care, so that no room has an item.
ITEMS = """
1|総務部|診療録|氏名、病歴|患者|有|電子データ|電子カルテ|暗号化|利用中|CND-06 SIT-09 SIT-10 SIT-11 SIT-13
"""

MEASURES = "\n".join(f"{control}|未実施|" for control in """
個人情報保護管理者・監査責任者を定めている
相談窓口を設け、院内に掲示している
認定指針への準拠
PMS文書のファイリング
全部門の監査
記載上の注意の削除
電子ファイルのCD-Rでの提出
申請書の書留送付
方針の周知
入退室管理
鍵管理簿
障害時の運用手順
バックアップ媒体の施錠保管
アクセス権限の設定
アクセスログの取得
ウイルス対策ソフト
真正性の確保
見読性の確保
保存性の確保
死者の情報の保護
利用目的の院内掲示
開示請求の手順
""".split()) + "\n夜間の機械警備|実施|"

APPLICATION_COLUMNS = "申請番号|申請種別|保健医療福祉の事業者|運用開始日|申請日|審査結果|結果通知日|再審査請求日|再審査請求回数|備考"
CHANGE_COLUMNS = "番号|変更事項|変更日|変更報告日|備考"

FIRST = [
    ("個人情報管理台帳", ITEM_COLUMNS, ITEMS),
    ("安全管理措置", "対策|実施状況|証跡", MEASURES),
    ("文書一覧", "文書番号|文書名|状況|発行日|版|備考", """
D-1|登記事項証明書|有|@2025-10-01||APL-01
D-2|議事録の綴り|有||認定指針4.1版|APL-09; of the papers of the application only the certificate is there: all DOC but DOC-10
"""),
    ("申請の経過", APPLICATION_COLUMNS, """
1|新規|有|@2026-03-15|@2026-03-30|審査中||||APL-02
2|更新|有||@2025-04-01|否認|@2025-08-01|@2025-12-20|2|APL-05
"""),
    ("変更の記録", CHANGE_COLUMNS, "1|代表者|@2025-06-01||APL-07"),
    ("対応表", "条項|要求事項|対応する文書|備考", "J.4.3|教育||APL-10"),
    ("事業所一覧", "番号|事業所名|業務内容|取扱いの区分|備考", "1|分院|外来診療||APL-11"),
    ("教育記録", "教育名|実施日|対象者数|受講者数|欠席者フォロー|備考", "全職員研修|@2025-02-10|20|15|無|APL-03 CND-02 CND-09"),
    ("監査記録", "番号|監査区分|実施日|指摘内容|完了日|承認者|備考", """
K-1|内部監査|@2025-02-20||||APL-04 CND-03
K-2|マネジメントレビュー|@2025-02-27||||CND-04 CND-11
K-3|審査の指摘|@2025-10-01|様式の記入漏れ|||APL-06
"""),
    ("区域一覧", "区域名|区域の種類|対策|入退室記録|備考", """
受付|受付|防犯カメラ|無|SIT-16
診察室|診察室|間仕切り|無|SIT-17
ナースステーション|ナースステーション|防犯カメラ|無|SIT-18
病棟|病棟|防犯カメラ|無|SIT-19
病歴室|病歴室|防犯カメラ|無|SIT-20 SIT-21 SIT-22
"""),
]
workbook("medis-ledger.xlsx", "every rule of medis", FIRST)

# A renewal of an operator that is not plainly medical, after a new name and a merger that nobody reported:
# APL-08, DOC-08, DOC-09, DOC-10, DOC-23, DOC-24; and a sheet of measures without evidence: SIT-23.
workbook("medis-renewal-ledger.xlsx", "renewal", [
    ("個人情報管理台帳", ITEM_COLUMNS, ITEMS + """
2|総務部|取引先の名刺|氏名、会社名|取引先|無|紙|施錠キャビネット|施錠|利用中|
3|総務部|従業員名簿|氏名、住所|従業員|無|紙|施錠キャビネット|施錠|利用中|
"""),
    ("安全管理措置", "対策|実施状況", "方針の周知|実施\n入退室管理|実施"),
    ("文書一覧", "文書番号|文書名|状況|発行日|備考", "D-1|議事録の綴り|有||"),
    ("申請の経過", APPLICATION_COLUMNS, "1|更新|無||@2026-03-30|審査中||||"),
    ("変更の記録", CHANGE_COLUMNS, "1|事業者名|@2026-03-20||DOC-23\n2|合併|@2026-03-20||DOC-24"),
])

# Registers that are missing: APL-15, APL-16, DOC-26 and SIT-15.
workbook("medis-bare-ledger.xlsx", "missing registers", FIRST[:1])
