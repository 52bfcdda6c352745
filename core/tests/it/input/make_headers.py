"""Cases of what headers say: split, abbreviated, misspelt, in other languages, many, and twice the same."""

from case import Case, count, period


def header_split_over_three_rows():
    case = Case("header-split-over-three-rows", "header texts split over three rows without merging, parents written once over their first child")
    case.sheet("台帳", """
個人情報管理台帳（様式３）
|管理|個人情報の|取得||保管|||廃棄|
番号|||方法|元|場所|方法|期間|方法|記録
|部署|名称|（複数可）||||（年）||
#1|総務部|社員名簿|手渡し|本人|施錠キャビネット|施錠|#5|シュレッダー|あり
#2|総務部|履歴書|郵送|本人|金庫|施錠|#1|シュレッダー|なし
#3|営業部|見込客リスト|紹介会社から|紹介会社|ファイルサーバ|アクセス制限|#3|完全消去|あり
""", heads=(2, 3, 4))
    table = case.table("台帳", "items", (2, 4), (5, 7), 3,
                       "number department name acquisition_methods acquisition_source places storage_controls retention disposal_methods disposal_record",
                       headers={"E": "取得 / 元", "G": "保管 / 方法", "H": "保管 / 期間 / （年）", "J": "廃棄 / 記録"})
    case.values(table, "retention", {"H5": period(5), "H7": period(3)})
    case.write()


def same_header_under_different_parents():
    case = Case("same-header-under-different-parents", "方法, 場所, 期間, 担当 and 有無 under merged parents that alone tell them apart")
    case.sheet("個人情報管理台帳", """
No|部門|個人情報名|取得|||利用||保管||||移送・送信||委託||廃棄||備考
|||元|方法|形態|目的|担当|場所|方法|期間|担当|方法|対策|有無|先|方法|記録|
#1|総務部|履歴書|本人|郵送|直接書面|採用選考|人事担当者|施錠キャビネット|施錠|6か月|総務部長|社内便|封緘|無||シュレッダー|あり|
#2|総務部|給与データ|本人|手渡し|直接書面|給与の支払い|人事担当者|給与システム|パスワード|7年|総務部長|暗号化メール|暗号化|有|株式会社けやき社労士事務所|完全消去|あり|
#3|営業部|受託名簿|委託元|委託元から受領|受託|ＤＭの発送|営業担当者|クラウド|アクセス制限|契約終了まで|営業部長|SFTP|暗号化|有|株式会社ひかり印刷|委託元へ返却|証明書|毎月更新
""", heads=(1, 2), merge="A1:A2 B1:B2 C1:C2 D1:F1 G1:H1 I1:L1 M1:N1 O1:P1 Q1:R1 S1:S2")
    table = case.table("個人情報管理台帳", "items", (1, 2), (3, 5), 3,
                       "number department name acquisition_source acquisition_methods acquisition_form purpose access "
                       "places storage_controls retention owner/access/key_holder transfer_methods transfer_controls -/vendors vendors disposal_methods disposal_record remarks")
    case.values(table, "acquisition_form", {"F3": "direct-written", "F5": "entrusted"})
    case.values(table, "disposal_record", {"R3": "kept", "R5": "certificate"})
    case.write()


def life_cycle_headers_only():
    case = Case("life-cycle-headers-only", "headers abbreviated to 取得, 利用, 保管, 委託, 廃棄: what they mean, the cells tell")
    case.sheet("Sheet1", """
個人情報|本人|取得|利用|保管|委託|廃棄
履歴書|応募者|郵送|採用選考のため|施錠キャビネット|なし|シュレッダー
社員名簿|従業員|手渡し|雇用管理のため|社内サーバ|なし|データ消去ソフト
会員情報|会員|Webフォーム|会員サービスの提供のため|クラウド|株式会社ひかり印刷|完全消去
""", heads=(1,))
    table = case.table("Sheet1", "items", (1, 1), (2, 4), 3,
                       "name data_subject acquisition_methods purpose places vendors disposal_methods")
    case.values(table, "acquisition_methods", {"C2": ["postal-mail"], "C4": ["web-form"]})
    case.write()


def misspelt_headers():
    case = Case("misspelt-headers", "slips in headers (所得方法, 保菅期間, 利用目地), spaces, marks, half-width kana and line breaks")
    case.sheet("台帳", """
Ｎｏ．|部　門|個人情報⏎名　称|利用目地（必須）|所得方法|媒 体※１|保菅場所|保菅期間|癈棄方法|①件 数|ｱｸｾｽ権者|要配慮個人情報の有　無|備 考 欄
#1|総務部|履歴書|採用選考|郵送|紙|金庫|6か月|シュレッダー|50件|総務部長|無|
#2|総務部|健康診断結果|健康管理|手渡し|紙|施錠キャビネット|5年|溶解|45件|産業医|有|
#3|営業部|顧客名簿|商品の案内|Webフォーム|電子|クラウド|3年|完全消去|1,200件|営業部|無|
""", heads=(1,))
    table = case.table("台帳", "items", (1, 1), (2, 4), 3,
                       "number department name purpose acquisition_methods media places retention disposal_methods count access sensitive remarks")
    case.values(table, "sensitive", {"L2": False, "L3": True})
    case.write()


def headers_that_look_alike():
    case = Case("headers-that-look-alike", "opposites one character apart: 委託先/委託元, 取得/利用, 保管期限/利用期限, 承認者/承認日, 提供元/提供先")
    case.sheet("台帳", """
No|個人情報名|利用目的|委託元|委託先|提供元|提供先|利用期限|保管期限|承認者|承認日|登録日
#1|受託した会員名簿|DM発送|株式会社みどり生協|有限会社あおば印刷||なし|契約終了まで|契約終了後1か月|相沢|@2025-04-01|@2024-04-01
#2|応募者情報|採用選考|||株式会社はやて人材紹介|なし|選考終了まで|6か月|相沢|@2025-04-01|@2024-05-10
#3|顧客名簿|商品の配送||株式会社そらまめ運輸||そらまめ保険株式会社|取引終了まで|5年|井上|@2025-06-15|@2024-06-15
""", heads=(1,))
    table = case.table("台帳", "items", (1, 1), (2, 4), 3,
                       "number name purpose entrusted vendors acquisition_source third_parties use_limit retention approved_by approved_on reviewed_on/-")
    case.values(table, "approved_on", {"K2": "2025-04-01", "K4": "2025-06-15"})
    case.write()


def bilingual_headers():
    case = Case("bilingual-headers", "two languages in one header, by line break, brackets, slash and a second row")
    case.sheet("Ledger", """
No.|部門⏎Department|個人情報名 (Name)|利用目的 / Purpose|本人の種別⏎Data subjects|保管場所【Location】|保管期間 Retention|第三者提供⏎Recipients|備考⏎Remarks
|Dept.||||||(Y/N)|
#1|HR|Resume|Recruiting|Applicants|Locked cabinet|6 months|N|
#2|HR|Payroll|Payment of salaries|Employees|Server|7 years|N|Outsourced
#3|Sales|Customer list|Delivery|Customers|Cloud|3 years|Y|
""", heads=(1, 2))
    case.table("Ledger", "items", (1, 2), (3, 5), 3,
               "number department name purpose data_subject places retention third_parties remarks")
    case.write()


def english_ico_register():
    case = Case("english-ico-register", "a controller's register in the wording of the British authority, names of sections above")
    case.sheet("Controller", """
Documentation for controllers
Article 30 record of processing activities||||||||Privacy notices||||Data breaches|
Business function|Purpose of processing|Name and contact details of joint controller (if applicable)|Categories of individuals|Categories of personal data|Categories of recipients|Link to contract with processor|Names of third countries or international organisations that personal data are transferred to (if applicable)|Retention schedule (if possible)|General description of technical and organisational security measures (if possible)|Article 6 lawful basis for processing personal data|Source of the personal data (if applicable)|Has a personal data breach occurred?|Location of personal data
Finance|Payroll|N/A|Employees|Contact details|HM Revenue and Customs|N/A|N/A|6 years post-employment|Encrypted storage and transfer|Legal obligation|Employee|No|HR system
Human resources|Recruitment|N/A|Applicants|Employment details|N/A|Talent Agency Ltd|N/A|6 months post-campaign|Access controls|Legitimate interests|Agency|No|Cloud
Sales|Direct marketing|N/A|Customers|Lifestyle information|N/A|Mailing House Ltd|United States|End of customer relationship|Encrypted storage|Consent|Customer|Yes|CRM
""", heads=(2, 3), merge="A2:H2 I2:L2 M2:N2", size=8)
    table = case.table("Controller", "items", (3, 3), (4, 6), 3,
                       "department purpose joint_use data_subject data_items third_parties vendors foreign_countries retention storage_controls legal_basis acquisition_source - places")
    table["header_rows"] = {"either": [[2, 3], [3]]}
    for column in table["columns"]:
        column["header"] = None
    case.values(table, "data_subject", {"D4": ["employee"], "D5": ["applicant"]})
    case.write()


def french_cnil_register():
    case = Case("french-cnil-register", "a French register: finalités, personnes concernées, destinataires, sous-traitants, durées de conservation")
    case.sheet("Registre", """
Registre des activités de traitement de : Société Exemple SARL

N°|Nom de l'activité|Finalités|Catégories de personnes concernées|Catégories de données|Données sensibles|Destinataires|Sous-traitants|Transferts hors UE|Durée de conservation|Mesures de sécurité|Base légale|Supports|Date de mise à jour
#1|Recrutement|Sélection des candidats|Candidats|Nom, adresse, téléphone|Non|Aucun|Aucun|Non|2 ans|Armoire fermée à clé|Intérêt légitime|Papier|@2025-03-01
#2|Paie|Versement des salaires|Salariés|Nom, adresse, coordonnées bancaires|Non|URSSAF|Cabinet Dupont|Non|5 ans|Mot de passe|Obligation légale|Papier, électronique|@2025-03-01
#3|Médecine du travail|Suivi médical|Salariés|Nom, santé|Oui|Aucun|Service médical|Non|10 ans|Chiffrement|Obligation légale|Électronique|@2025-04-15
""", heads=(3,))
    table = case.table("Registre", "items", (3, 3), (4, 6), 3,
                       "number business_process purpose data_subject data_items sensitive third_parties vendors foreign_countries retention storage_controls legal_basis media reviewed_on")
    case.values(table, "sensitive", {"F4": False, "F6": True})
    case.values(table, "retention", {"J4": period(2), "J6": period(10)})
    case.values(table, "reviewed_on", {"N4": "2025-03-01"})
    case.write()


def vendors_in_english():
    case = Case("ledger-and-vendors-in-english", "two registers in English, the header of one in capitals with units")
    case.sheet("Personal data", """
ID|DEPARTMENT|DATA SET|PURPOSE|NUMBER OF RECORDS|FORMAT|STORAGE LOCATION|RETENTION PERIOD (YEARS)|DISPOSAL METHOD|OWNER
PD-01|HR|Resumes|Recruiting|#120|Paper|Locked cabinet|#1|Shredder|J. Kato
PD-02|Sales|Customer list|Delivery of goods|"3,000"|Electronic|Cloud|#3|Deletion|M. Abe
""".replace('"', ""), heads=(1,))
    case.sheet("Vendors", """
Vendor|Service|Contract date|Confidentiality agreement|Subcontracting|Last evaluation|Result
Hikari Print Co.|Printing of cards|@2023-04-01|Yes|Prohibited|@2025-09-10|Pass
""", heads=(1,))
    table = case.table("Personal data", "items", (1, 1), (2, 3), 2,
                       "number department name purpose count media places retention disposal_methods owner")
    case.values(table, "count", {"E2": count(120), "E3": count(3000)})
    case.values(table, "retention", {"H2": period(1), "H3": period(3)})
    case.values(table, "media", {"F2": ["paper"], "F3": ["electronic"]})
    case.table("Vendors", "vendors", (1, 1), (2, 2), 1,
               "name service contracted_on confidentiality subcontracting evaluated_on evaluation")
    case.write()


def media_and_places_ticked():
    case = Case("media-and-stages-ticked", "one narrow column for each medium and each way of disposal, marked ○ under a merged parent")
    case.sheet("台帳", """
No|個人情報名|利用目的|媒体||||廃棄方法|||要配慮
|||紙|電子|音声|画像|シュレッダー|溶解|データ消去|
#1|履歴書|採用選考|○||||○|||
#2|会員名簿|会員サービス|○|○|||○||○|
#3|通話記録|応対品質の向上|||○|||||○|
#4|健康診断結果|健康管理|○|||○||○|○|○
""", heads=(1, 2), merge="A1:A2 B1:B2 C1:C2 D1:G1 H1:J1 K1:K2")
    table = case.table("台帳", "items", (1, 2), (3, 6), 4,
                       "number name purpose media media media media disposal_methods disposal_methods disposal_methods sensitive")
    case.values(table, "media", {"D3": ["paper"], "D4": ["paper", "electronic"], "F5": ["voice"]})
    # Marks of several columns are told together, each with what its column says.
    for entry, raw in zip(table["values"], ["紙:○", "紙:○、電子:○", "音声:○"]):
        entry["raw"] = raw
    case.write()


def sixty_columns_in_odd_order():
    case = Case("sixty-columns-in-odd-order", "sixty columns, remarks first, the number last, many of the client's own between")
    known = [
        ("備考", "remarks", ""), ("保管期間", "retention", "5年"), ("廃棄方法", "disposal_methods", "シュレッダー"),
        ("保管場所", "places", "施錠キャビネット"), ("アクセス権を有する者", "access", "総務部長"), ("個人情報名", "name", None),
        ("委託先", "vendors", "なし"), ("第三者提供", "third_parties", "なし"), ("媒体", "media", "紙"), ("利用目的", "purpose", "雇用管理"),
        ("部門", "department", "総務部"), ("取得方法", "acquisition_methods", "手渡し"), ("取得元", "acquisition_source", "本人"),
        ("件数", "count", "45件"), ("要配慮個人情報", "sensitive", "×"), ("特定個人情報", "my_number", "×"), ("本人同意", "consent", "有"),
        ("移送方法", "transfer_methods", "社内便"), ("管理責任者", "owner", "相沢"), ("見直し日", "reviewed_on", "@2025-04-01"),
        ("承認者", "approved_by", "井上"), ("管理番号", "number", None),
    ]
    own = ["棚番", "旧管理区分", "色別シール", "監査コメント", "移行予定", "部門コード", "キャビネット番号", "帳票コード", "起票者印", "予備１",
           "予備２", "予備３", "サーバ移行チェック", "前年差分", "前々年差分", "ISO区分", "棚卸しチェック１", "棚卸しチェック２", "印刷枚数",
           "用紙サイズ", "製本の要否", "背表紙", "引継ぎ先", "処理日付印", "システム区分コード", "電話内線", "書式改版", "ファイル番号",
           "箱番号", "倉庫ラベル", "搬出月", "集計キー", "並べ替え用", "優先順位", "QRコード", "写真の枚数", "点検者印", "予備４"]
    columns, fields = [], []
    for at in range(60):
        # Of each thirty columns eleven are known, spread evenly.
        if (at * 22) // 60 != ((at + 1) * 22) // 60:
            header, field, cell = known[(at * 22) // 60]
        else:
            header, field, cell = own[at - (at * 22) // 60], "-", f"x{at}"
        columns.append((header, cell))
        fields.append(field)
    lines = ["|".join(header for header, _ in columns)]
    for number, name in [("P-1", "履歴書"), ("P-2", "社員名簿"), ("P-3", "健康診断結果")]:
        filled = {"個人情報名": name, "管理番号": number}
        lines.append("|".join(filled.get(header, cell) or "" for header, cell in columns))
    case.sheet("台帳", "\n".join(lines), heads=(1,))
    table = case.table("台帳", "items", (1, 1), (2, 4), 3, " ".join(fields))
    number = table["columns"][-1]["column"]
    case.values(table, "number", {f"{number}2": "P-1", f"{number}4": "P-3"})
    case.write()


def twice_the_same_header():
    case = Case("twice-the-same-header", "備考 and 担当 twice, 区分 and 内容 without a parent: only the cells can tell, and nobody may guess")
    case.sheet("台帳", """
区分|内容|名称|目的|方法|場所|期間|担当|備考|担当|備考
紙|氏名、住所、電話番号|顧客カード|商品の案内|店頭で記入|書庫|5年|店長|常連のみ|本部|
電子|氏名、メールアドレス|メール会員|メールマガジンの配信|Webフォーム|クラウド|退会後1年|販促課|||
紙|氏名、顔写真|従業員証|入館の確認|手渡し|金庫|退職まで|店長||本部|再発行あり
""", heads=(1,))
    table = case.table("台帳", "items", (1, 1), (2, 4), 3,
                       "media/- data_items name purpose acquisition_methods/- places/- retention/- owner/access/- remarks owner/access/- -/remarks")
    case.values(table, "name", {"C2": "顧客カード"})
    case.write()


def town_office_register():
    case = Case("town-office-register", "the register of a town office, an asset list of a small company, and words of the law in headers")
    case.sheet("取扱事務登録簿", """
個人情報取扱事務登録簿
個人情報取扱事務の名称|登録簿作成課|個人情報の対象者の範囲|事務の目的|個人情報の記録項目|個人情報の収集先|本人以外から収集する根拠|経常的な提供先|開始年月日|最終変更年月日
介護保険料の賦課|福祉課|被保険者|保険料の決定|氏名、住所、生年月日、収入|本人、他機関|介護保険法|なし|平成12年4月1日|令和6年4月1日
敬老会の開催|福祉課|75歳以上の住民|招待状の送付|氏名、住所、生年月日|本人||なし|昭和55年9月1日|令和5年9月1日
""", heads=(2,))
    case.sheet("情報資産管理台帳", """
業務分類|情報資産名称|備考|利用者範囲|管理部署|媒体・保存先|個人情報|要配慮個人情報|特定個人情報|機密性|完全性|可用性|重要度|保存期限|登録日
人事|社員名簿|社員基本情報|人事部|人事部|事務所PC|有|||#2|#1|#1|#2|退職後3年|@2025-07-01
人事|健康診断の結果|雇入時・定期健康診断|人事部|人事部|書類||有||#2|#2|#1|#2|5年|@2025-07-01
経理|給与システムデータ|税務署提出用源泉徴収票|給与計算担当|人事部|事務所PC|||有|#2|#2|#1|#2|7年|@2025-07-01
""", heads=(1,))
    town = case.table("取扱事務登録簿", "items", (2, 2), (3, 4), 2,
                      "business_process/name department data_subject purpose data_items acquisition_source legal_basis/consent_exemption/- third_parties -/reviewed_on reviewed_on")
    case.values(town, "reviewed_on", {"J3": "2024-04-01", "J4": "2023-09-01"})
    assets = case.table("情報資産管理台帳", "items", (1, 1), (2, 4), 3,
                        "business_process name remarks access department media/places/- -/classification sensitive my_number - - - -/classification retention reviewed_on/-")
    case.values(assets, "sensitive", {"H3": True})
    case.values(assets, "my_number", {"I4": True})
    case.write()


CASES = [
    header_split_over_three_rows, same_header_under_different_parents, life_cycle_headers_only, misspelt_headers, headers_that_look_alike,
    bilingual_headers, english_ico_register, french_cnil_register, vendors_in_english, media_and_places_ticked, sixty_columns_in_odd_order,
    twice_the_same_header, town_office_register,
]
