//! The values of choices, departments and remarks.

/// Values of `main_medium`.
pub const MEDIA: [&str; 4] = ["paper", "electronic", "removable", "voice"];

/// Values of `acquired_by`.
pub const ACQUISITIONS: [&str; 8] = [
    "hand-over",
    "postal-mail",
    "fax",
    "telephone",
    "email",
    "web-form",
    "application-form",
    "from-third-party",
];

/// Values of `sent_by`.
pub const TRANSFERS: [&str; 10] = [
    "hand-delivery",
    "postal-mail",
    "registered-mail",
    "courier",
    "fax",
    "email",
    "encrypted-email",
    "file-transfer",
    "cloud-share",
    "usb-carried",
];

/// Values of `kept_at`.
pub const PLACES: [&str; 20] = [
    "locked-cabinet",
    "cabinet",
    "archive-room",
    "locker",
    "safe",
    "desk",
    "desk-drawer",
    "shelf",
    "warehouse",
    "office",
    "server-room",
    "in-house-server",
    "file-server",
    "shared-folder",
    "pc",
    "laptop",
    "smartphone",
    "cloud",
    "foreign-cloud",
    "home",
];

/// Values of `destroyed_by`.
pub const DISPOSALS: [&str; 6] =
    ["shredder", "dissolution", "general-waste", "erasure-software", "physical-destruction", "deletion"];

/// Values of `department`, the large ones first.
pub const DEPARTMENTS: [&str; 40] = [
    "営業部",
    "店舗運営部",
    "人事部",
    "総務部",
    "経理部",
    "お客様相談室",
    "システム開発部",
    "情報システム部",
    "企画部",
    "広報部",
    "法務部",
    "購買部",
    "物流部",
    "品質管理部",
    "製造部",
    "研究開発部",
    "監査室",
    "秘書室",
    "経営企画室",
    "海外事業部",
    "東京支店",
    "大阪支店",
    "名古屋支店",
    "福岡支店",
    "札幌支店",
    "仙台支店",
    "広島支店",
    "横浜支店",
    "京都支店",
    "神戸支店",
    "千葉支店",
    "埼玉支店",
    "静岡支店",
    "新潟支店",
    "金沢支店",
    "岡山支店",
    "高松支店",
    "熊本支店",
    "鹿児島支店",
    "那覇支店",
];

/// Values of `retention`, in months.
pub const MONTHS: [i64; 10] = [1, 3, 6, 12, 24, 36, 60, 84, 120, 360];

/// What remarks begin with.
pub(crate) const DOCUMENTS: [&str; 12] = [
    "申込書",
    "契約書",
    "履歴書",
    "名簿",
    "問診票",
    "アンケート",
    "請求書",
    "通話録音",
    "会員データ",
    "名刺",
    "相談記録",
    "給与明細",
];

/// Sentences of remarks. Rules look for words in them.
pub(crate) const SENTENCES: [&str; 30] = [
    "本社で一括して保管する。",
    "年度末に棚卸を行う。",
    "支店から月次で送付される。",
    "原本は返却し写しを残す。",
    "システムに入力後、原票を綴じる。",
    "担当者の交代時に引き継ぐ。",
    "閲覧は課長以上に限る。",
    "保管期限の到来後に溶解する。",
    "繁忙期は臨時の担当者が入力する。",
    "集計後の帳票は部門で共有する。",
    "問い合わせの際に参照する。",
    "監査の対象になる。",
    "USBで受領する。",
    "USBメモリを紛失した場合は報告する。",
    "CD-Rで納品される。",
    "名簿は複写しない。",
    "持参した書類は未返却のものがある。",
    "暗号化して保存する。",
    "パスワードを付ける。",
    "入力を再委託する。",
    "発送は外注する。",
    "電話の代行を頼む。",
    "派遣社員が扱う。",
    "クラウドに保存する。",
    "海外の拠点と共有する。",
    "米国のサーバに置く。",
    "中国の工場へ送る。",
    "EUの代理店に渡す。",
    "アジア各国で利用する。",
    "押印の上で返送する。",
];

/// What remarks end with.
pub(crate) const ENDS: [&str; 8] = ["", "", "", "契約済", "確認済", "覚書あり", "承認済", "手続済"];
