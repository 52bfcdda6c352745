//! A synthetic personal information ledger with 25 columns in plain Japanese, always the same.

use rust_xlsxwriter::{Format, Workbook};

const HEADERS: [&str; 25] = [
    "No",
    "部門",
    "個人情報名",
    "個人情報の項目",
    "本人の種別",
    "要配慮",
    "件数",
    "利用目的",
    "取得元",
    "取得方法",
    "媒体",
    "保管場所",
    "保管方法",
    "鍵の管理者",
    "アクセス権を有する者",
    "管理責任者",
    "利用期限",
    "保管期限",
    "廃棄方法",
    "移送方法",
    "持出し",
    "委託先",
    "提供先",
    "見直し日",
    "備考",
];

/// Columns that repeat a few texts: the column, its texts, and how many items in a row share one.
const REPEATED: [(u16, &[&str], u32); 20] = [
    (1, &["総務部", "営業部", "開発部", "人事部", "経理部", "大阪支店"], 100),
    (3, &["氏名、住所、電話番号", "氏名、健康診断結果", "氏名、会社名、メールアドレス"], 1),
    (4, &["従業者", "応募者", "取引先担当者", "顧客"], 1),
    (5, &["無", "有"], 3),
    (7, &["採用選考のため", "給与計算のため", "商品の発送のため", "問合せ対応のため"], 2),
    (8, &["本人", "委託元", "公開情報"], 1),
    (9, &["郵送", "Webフォーム", "手渡し"], 1),
    (10, &["紙", "電子", "紙・電子"], 1),
    (11, &["施錠キャビネット", "ファイルサーバ", "机の上"], 2),
    (12, &["施錠", "アクセス制限", "施錠、アクセス制限"], 5),
    (13, &["総務部長", "営業部長", "開発部長"], 7),
    (14, &["総務部員", "営業部員", "開発部員", "役員"], 7),
    (15, &["佐藤", "鈴木", "高橋", "田中"], 11),
    (16, &["在職中", "契約期間中", "1年"], 2),
    (17, &["退職後5年", "永年", "契約終了後1年"], 4),
    (18, &["シュレッダー", "データ消去ソフト", "溶解処理"], 3),
    (19, &["FAX", "メール", "なし", "宅配便"], 2),
    (20, &["有", "無"], 9),
    (21, &["株式会社青空", "みどり運輸株式会社", "なし"], 6),
    (22, &["なし", "税務署", "年金事務所"], 8),
];

const NAMES: &[&str] = &["応募者名簿", "従業者名簿", "取引先名簿", "健康診断結果", "給与明細"];

fn pick<'t>(from: &[&'t str], at: u32) -> &'t str {
    usize::try_from(at).ok().and_then(|at| from.get(at % from.len())).copied().unwrap_or_default()
}

/// The bytes of a workbook with so many items.
///
/// Number and name are different in every item, a quarter of the remarks in most, and the rest repeats itself
/// as it does in real ledgers.
pub(crate) fn workbook(items: u32) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("yyyy/m/d");
    for (column, header) in (0_u16..).zip(HEADERS) {
        let _ = sheet.write_string(0, column, header);
    }
    for item in 0..items {
        let row = item + 1;
        let _ = sheet.write_number(row, 0, f64::from(row));
        let _ = sheet.write_string(row, 2, format!("{}（{item}）", pick(NAMES, item)));
        let _ = sheet.write_number(row, 6, f64::from(item * 7 % 3_000));
        for (column, texts, run) in REPEATED {
            let _ = sheet.write_string(row, column, pick(texts, item / run));
        }
        let _ = sheet.write_number_with_format(row, 23, 45_000.0 + f64::from(item % 900), &day);
        let remark = if item % 4 == 0 {
            format!("{}年度に見直し、担当{}", 2020 + item % 6, item % 5_000)
        } else {
            "特になし".to_owned()
        };
        let _ = sheet.write_string(row, 24, remark);
    }
    workbook.save_to_buffer().unwrap_or_default()
}
