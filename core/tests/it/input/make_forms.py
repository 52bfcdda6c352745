"""Cases of forms: label beside value, one item a sheet or a block, and registers turned by a quarter."""

from case import Case, count, period


def form_on_each_sheet():
    case = Case("form-on-each-sheet", "one item on each sheet, label beside value, parents at the left, tick boxes and stamps")
    def page(number, name, department, purpose, amount, source, method, media, sensitive, place, retention, disposal):
        tick = lambda chosen, *words: "　".join(("☑" if word in chosen else "□") + word for word in words)
        ws = case.sheet(f"個人情報{number}", f"""
個人情報調査票|||||
|||承認|確認|作成
||||||
管理番号|{number}||部門|{department}|
個人情報名|{name}||||
利用目的|{purpose}||||
件数|{amount}||要配慮個人情報|{tick(sensitive, "有", "無")}|
取得|取得元|{source}|||
|取得方法|{method}|||
媒体|{tick(media, "紙", "電子", "音声")}||||
保管|保管場所|{place}|||
|保管期間|{retention}|||
廃棄方法|{disposal}||||
備考|||||
""", merge="A1:F1 B4:C4 E4:F4 B5:F5 B6:F6 B7:C7 E7:F7 A8:A9 C8:F8 C9:F9 B10:F10 A11:A12 C11:F11 C12:F12 B13:F13 B14:F14")
        form = case.form(ws.title, "items", 1)
        case.values(form, "number", {"B4": number})
        case.values(form, "department", {"E4": department})
        case.values(form, "name", {"B5": name})
        case.values(form, "purpose", {"B6": purpose})
        return form
    one = page("K-01", "履歴書", "人事部", "採用選考のため", "120件", "本人", "郵送", ["紙"], ["無"], "施錠キャビネット", "選考終了後6か月", "シュレッダー")
    two = page("K-02", "健康診断結果", "人事部", "従業者の健康管理のため", "約85件", "医療機関", "手渡し", ["紙", "電子"], ["有"], "金庫", "5年", "溶解")
    for form, amount, sensitive, media, place, kept, gone, how in [
        (one, count(120), False, ["paper"], ["locked-cabinet"], period(0, 6, "selection-end"), ["shredder"], ["postal-mail"]),
        (two, count(85), True, ["paper", "electronic"], ["safe"], period(5), ["dissolution"], ["hand-over"]),
    ]:
        case.values(form, "count", {"B7": amount})
        case.values(form, "sensitive", {"E7": sensitive})
        case.values(form, "acquisition_methods", {"C9": how})
        case.values(form, "media", {"B10": media})
        case.values(form, "places", {"C11": place})
        case.values(form, "retention", {"C12": kept})
        case.values(form, "disposal_methods", {"B13": gone})
    case.values(one, "acquisition_source", {"C8": ["person"]})
    case.values(two, "acquisition_source", {"C8": {"either": [["agency"], {"ids": [], "unclear": ["医療機関"]}, None]}})
    case.write()


def form_in_blocks():
    case = Case("form-in-blocks", "one block for each item, repeated down one sheet, two pairs of label and value a row, the last block blank")
    lines = ["個人情報取扱シート", "株式会社あさひ工務店", ""]
    blocks = [
        ("1", "工事部", "施主名簿", "工事の連絡・引渡し", "共有フォルダ", "引渡し後10年", "紙、電子", "300件"),
        ("2", "工事部", "職人名簿", "安全管理・入場手続き", "書庫", "5年", "紙", "80件"),
        ("3", "経理部", "支払先口座", "代金の支払い", "会計システム", "7年", "電子", "150件"),
        ("4", "", "", "", "", "", "", ""),
    ]
    for number, department, name, purpose, place, kept, media, amount in blocks:
        lines += [
            f"No.|{number}|部署|{department}", f"個人情報の名称|{name}|件数|{amount}", f"利用目的|{purpose}||",
            f"媒体|{media}|保管場所|{place}", f"保管期間|{kept}|備考|", "",
        ]
    merge = " ".join(f"B{6 + 6 * block}:D{6 + 6 * block}" for block in range(4))
    case.sheet("調査票", "\n".join(lines), merge=merge)
    form = case.form("調査票", "items", 3)
    kept = [period(10), period(5), period(7)]
    media = [["paper", "electronic"], ["paper"], ["electronic"]]
    amounts = [count(300), count(80), count(150)]
    for block, (number, department, name, purpose, *_) in enumerate(blocks[:3]):
        top = 4 + 6 * block
        case.values(form, "number", {f"B{top}": number})
        case.values(form, "department", {f"D{top}": department})
        case.values(form, "name", {f"B{top + 1}": name})
        case.values(form, "purpose", {f"B{top + 2}": purpose})
        case.values(form, "count", {f"D{top + 1}": amounts[block]})
        case.values(form, "media", {f"B{top + 3}": media[block]})
        if block:
            case.values(form, "retention", {f"B{top + 4}": kept[block]})
    case.values(form, "retention", {"B8": {"either": [period(10), period(10, 0, "delivery"), None]}})
    case.values(form, "places", {"D7": ["shared-folder"], "D13": ["archive-room"]})
    case.values(form, "places", {"D19": {"either": [["in-house-server"], [], None, {"ids": [], "others": ["会計システム"]}, {"ids": [], "unclear": ["会計システム"]}]}})
    case.write()


def form_on_grid_paper():
    case = Case("form-on-grid-paper", "方眼紙: a form over forty narrow columns, every label and value merged, vertical section names")
    ws = case.sheet("様式1", "")
    for column in range(1, 41):
        ws.column_dimensions[ws.cell(1, column).column_letter].width = 2.2
    cells = {
        "M1:AB2": "個人情報取扱届", "AD1:AG1": "承認", "AH1:AK1": "確認", "AL1:AN1": "起案", "AD2:AG3": "", "AH2:AK3": "", "AL2:AN3": "",
        "A5:H6": "個人情報名", "I5:AN6": "患者アンケート", "A7:H8": "部門", "I7:T8": "看護部", "U7:AB8": "件数", "AC7:AN8": "約500件",
        "A9:B14": "取得", "C9:H10": "利用目的", "I9:AN10": "医療サービスの向上のため", "C11:H12": "取得方法", "I11:AN12": "アンケート用紙の回収",
        "C13:H14": "本人の種別", "I13:AN14": "患者", "A15:B18": "保管", "C15:H16": "保管場所", "I15:AN16": "鍵付きキャビネット",
        "C17:H18": "保管期間", "I17:AN18": "集計後1年", "A19:H20": "廃棄方法", "I19:AN20": "シュレッダー", "A22:AN22": "※記入後、個人情報保護管理者へ提出してください。",
    }
    for area, text in cells.items():
        case.fill(ws, text, at=area.split(":")[0])
        ws.merge_cells(area)
    form = case.form("様式1", "items", 1)
    case.values(form, "name", {"I5": "患者アンケート"})
    case.values(form, "department", {"I7": "看護部"})
    case.values(form, "count", {"AC7": count(500)})
    case.values(form, "purpose", {"I9": "医療サービスの向上のため"})
    case.values(form, "acquisition_methods", {"I11": ["questionnaire"]})
    case.values(form, "data_subject", {"I13": ["patient"]})
    case.values(form, "places", {"I15": ["locked-cabinet"]})
    case.values(form, "retention", {"I17": {"either": [period(1), None, period(1, 0, "tabulation")]}})
    case.values(form, "disposal_methods", {"I19": ["shredder"]})
    case.write()


def transposed_register():
    case = Case("transposed-register", "fields down the side, one item a column, a parent beside its fields")
    case.sheet("一覧", """
個人情報管理台帳（横型）
|項目|#1|#2|#3
|部門|総務部|総務部|営業部
|個人情報名|履歴書|社員名簿|顧客名簿
|利用目的|採用選考|雇用管理|商品の案内
取得|取得方法|郵送|手渡し|Webフォーム
|取得元|本人|本人|本人
保管|保管場所|金庫|社内サーバ|クラウド
|保管期間|6か月|退職後3年|3年
|件数|50件|45件|1,200件
|廃棄方法|シュレッダー|完全消去|完全消去
""", merge="A6:A7 A8:A9")
    form = case.form("一覧", "items", 3)
    rows = {
        "department": (3, ["総務部", "総務部", "営業部"]), "name": (4, ["履歴書", "社員名簿", "顧客名簿"]),
        "purpose": (5, ["採用選考", "雇用管理", "商品の案内"]), "acquisition_methods": (6, [["postal-mail"], ["hand-over"], ["web-form"]]),
        "acquisition_source": (7, [["person"]] * 3), "places": (8, [["safe"], ["in-house-server"], ["cloud"]]),
        "retention": (9, [period(0, 6), period(3, 0, "resignation"), period(3)]), "count": (10, [count(50), count(45), count(1200)]),
        "disposal_methods": (11, [["shredder"], ["complete-erasure"], ["complete-erasure"]]),
    }
    for field, (row, meant) in rows.items():
        case.values(form, field, {f"{letter}{row}": one for letter, one in zip("CDE", meant)})
    case.write()


def french_form():
    case = Case("french-form", "a French sheet of one processing activity: label beside value, sections between")
    case.sheet("Fiche 1", """
Fiche de registre de l'activité : Recrutement|
|
Nom de l'activité|Recrutement
Date de mise à jour|15/01/2026
Finalités|Sélection des candidats
Catégories de personnes concernées|Candidats
Catégories de données|Nom, adresse, téléphone
Données sensibles|Non
Durée de conservation|2 ans
Destinataires|Aucun
Sous-traitants|Agence Exemple
Mesures de sécurité|Mot de passe
""", merge="A1:B1")
    form = case.form("Fiche 1", "items", 1)
    case.values(form, "business_process", {"B3": "Recrutement"})
    case.values(form, "reviewed_on", {"B4": "2026-01-15"})
    case.values(form, "purpose", {"B5": "Sélection des candidats"})
    case.values(form, "data_subject", {"B6": ["applicant"]})
    case.values(form, "data_items", {"B7": ["name", "address", "phone"]})
    case.values(form, "sensitive", {"B8": False})
    case.values(form, "retention", {"B9": period(2)})
    case.values(form, "third_parties", {"B10": []})
    case.values(form, "vendors", {"B11": ["Agence Exemple"]})
    case.values(form, "storage_controls", {"B12": ["password"]})
    case.write()


CASES = [form_on_each_sheet, form_in_blocks, form_on_grid_paper, transposed_register, french_form]
