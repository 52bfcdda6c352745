//! The whole way, from the bytes of a workbook to the bytes of the risk analysis.
//!
//! `smallest_sample` is what `daicho assess` does on the smallest dataset, packs included. The others read
//! and assess synthetic ledgers of three sizes, to show that time grows with the number of items.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark that cannot run should stop")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use daicho_core::assess::{AssessOptions, assess};
use daicho_core::read::{ReadOptions, read_workbook};
use daicho_core::{DEFAULT_PACK, Lang, Request, Rulebook, assess_file, write};
use rust_xlsxwriter::Workbook;

fn options() -> AssessOptions {
    AssessOptions { as_of: NaiveDate::from_ymd_opt(2026, 3, 31).unwrap_or_default(), methods: Vec::new() }
}

/// A ledger of so many items, in a plain style; values vary so that rules answer differently.
fn ledger(items: u32) -> Vec<u8> {
    const HEADERS: [&str; 14] = [
        "No",
        "部門",
        "個人情報名",
        "個人情報の項目",
        "要配慮",
        "件数",
        "利用目的",
        "取得方法",
        "媒体",
        "保管場所",
        "保管方法",
        "保管期限",
        "廃棄方法",
        "移送方法",
    ];
    const VARIED: [[&str; 3]; 7] = [
        ["郵送", "Webフォーム", "手渡し"],
        ["紙", "電子", "紙・電子"],
        ["施錠キャビネット", "ファイルサーバ", "机の上"],
        ["施錠", "アクセス制限", ""],
        ["退職後5年", "永年", "契約終了後1年"],
        ["シュレッダー", "データ消去ソフト", "ごみ箱"],
        ["FAX", "メール", "なし"],
    ];
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut put = |row: u32, column: usize, text: &str| {
        let column = u16::try_from(column).unwrap_or_default();
        let _ = sheet.write_string(row, column, text);
    };
    for (column, header) in HEADERS.iter().enumerate() {
        put(0, column, header);
    }
    for item in 0..items {
        let row = item + 1;
        let pick = |from: &[&'static str; 3], by: u32| from[((item / by) % 3) as usize];
        put(row, 0, &row.to_string());
        put(row, 1, pick(&["総務部", "営業部", "開発部"], 100));
        put(row, 2, &format!("名簿{row}"));
        put(row, 3, pick(&["氏名、住所、電話番号", "氏名、健康診断結果", "氏名、会社名"], 1));
        put(row, 4, pick(&["無", "有", "無"], 1));
        put(row, 5, &(item % 3_000).to_string());
        put(row, 6, pick(&["採用選考", "給与計算", "商品の発送"], 2));
        for (index, values) in VARIED.iter().enumerate() {
            put(row, 7 + index, pick(values, u32::try_from(index).unwrap_or_default() % 4 + 1));
        }
    }
    workbook.save_to_buffer().unwrap_or_default()
}

fn smallest_sample(c: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../datasets/clean/ledger.xlsx");
    let request = Request {
        packs: Vec::new(),
        config: None,
        options: options(),
        reading: ReadOptions::default(),
        answers: Vec::new(),
    };
    c.bench_function("smallest_sample/12_items_to_workbook", |b| {
        b.iter(|| {
            let assessment = assess_file(&path, &request).expect("the sample is a ledger");
            write::workbook(black_box(&assessment), Lang::Ja).expect("the sample can be written")
        });
    });
}

fn growing(c: &mut Criterion) {
    let rulebook = Arc::new(Rulebook::load(&[DEFAULT_PACK.to_owned()]).expect("the built-in pack loads"));
    let mut group = c.benchmark_group("read_and_assess");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    for items in [200_u32, 2_000, 20_000] {
        let bytes = ledger(items);
        group.throughput(Throughput::Elements(u64::from(items)));
        group.bench_with_input(BenchmarkId::new("items", items), &bytes, |b, bytes| {
            b.iter(|| {
                let ledger = read_workbook("ledger.xlsx", bytes, &rulebook.schema, &ReadOptions::default())
                    .expect("the ledger can be read");
                assess(black_box(ledger), &rulebook, &options()).expect("the method is known")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, smallest_sample, growing);
criterion_main!(benches);
