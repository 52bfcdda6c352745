"""Writes register.xlsx; LibreOffice made the others of it: `soffice --headless --convert-to ods register.xlsx`."""

import datetime

import openpyxl


def main() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "台帳"
    sheet["A1"] = "個人情報管理台帳"
    sheet.merge_cells("A1:H1")
    sheet.append(["No", "部門", "個人情報名", "利用目的", "件数", "保管", "", "見直し日"])
    sheet.append(["", "", "", "", "", "場所", "期限", ""])
    sheet.merge_cells("F2:G2")
    for row in [
        [1.1, "総務部", "履歴書", "採用選考", 1200, "キャビネット", "退職後5年", datetime.date(2024, 4, 1)],
        [7, None, "給与台帳", "給与計算\n年末調整", 35, "金庫", "7年", datetime.date(2025, 3, 31)],
        [12, "営業部", "名刺", "連絡", 300, "机", "永年", datetime.date(2019, 5, 1)],
    ]:
        sheet.append(row)
    sheet.merge_cells("B4:B5")
    for cell, code in [
        ("A4", "0.00"),
        ("A5", "0000"),
        ("E4", '0"件"'),
        ("H4", '[$-411]ggge"年"m"月"d"日"'),
        ("H5", "yyyy/mm/dd"),
        ("H6", '[$-411]ggge"年"'),
    ]:
        sheet[cell].number_format = code
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    copy = workbook.create_sheet("控え")
    copy["A1"] = "旧版"
    copy.sheet_state = "hidden"
    workbook.save("register.xlsx")


if __name__ == "__main__":
    main()
