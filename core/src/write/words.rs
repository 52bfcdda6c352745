//! Every word of the workbook that no pack and no ledger supplies.

use daicho_rules::Lang;

/// A wording in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    ja: &'static str,
    en: &'static str,
}

impl Word {
    /// A wording.
    pub(crate) const fn new(ja: &'static str, en: &'static str) -> Self {
        Self { ja, en }
    }

    /// The wording in `lang`.
    pub(crate) fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }

    /// Both wordings.
    pub(crate) fn text(self) -> daicho_rules::Text {
        daicho_rules::Text::new(self.ja, self.en)
    }
}

macro_rules! words {
    ($($name:ident = $ja:literal, $en:literal;)*) => {
        $(pub(crate) const $name: $crate::write::words::Word = $crate::write::words::Word::new($ja, $en);)*
    };
}
pub(crate) use words;

// Sheets.
words! {
    COVER = "表紙", "Cover";
    RISKS = "リスク分析表", "Risk analysis";
    RESIDUAL = "残留リスク報告書", "Residual risk report";
    PLAN = "対策計画", "Treatment plan";
    FINDINGS = "指摘事項", "Findings";
    QUESTIONS = "確認事項", "Questions";
    TIMETABLE = "予定と進捗", "Timetable";
    DUTIES = "漏えい時の報告", "If it leaks";
    LEGEND = "凡例と方法", "Legend and method";
    LEDGER = "台帳", "Ledger";
    REGISTER = "台帳", "Register";
}

// Cover.
words! {
    REPORT = "個人情報リスク分析報告書", "Personal information risk analysis";
    CLIENT = "事業者名", "Organisation";
    AS_OF = "評価基準日", "As of";
    METHOD = "評価方法", "Method";
    PACKS = "適用したルールパック", "Rule packs applied";
    LAYERS = "適用したルールパックと設定", "Rule packs and settings applied";
    FILES = "評価した台帳ファイル", "Workbooks assessed";
    VERSION = "版", "Version";
    DIGEST = "ダイジェスト", "Digest";
    NAME = "名称", "Name";
    NO_CLIENT = "（名称の記載なし）", "(no name given)";
    METHOD_CAVEAT = "※ この評価方法の表・区分には、出典を確認できていないものがあります。採用する前に社内の評価基準と照合してください。",
        "Note: parts of this method's table or cut points are not verified against their source. Compare them with your own criteria before adopting them.";
    PACK_CAVEAT = "※ 一部のルールの根拠は未確認です（「凡例と方法」の「未確認」欄を参照）。",
        "Note: some rules rest on facts that are not verified (see “Legend and method”).";
    TOTALS = "概況", "At a glance";
    ITEMS = "個人情報の件数（台帳の行数）", "Items in the ledger";
    RISK_COUNT = "リスクの件数", "Risks";
    ABOVE = "許容水準を超えて残るリスク", "Risks above the acceptable level";
    ABOVE_PRESENCE = "必須の対策が不足しているリスク", "Risks that lack a required control";
    FORBIDDEN_COUNT = "　うち残留を認めないもの", "   of which may not remain at all";
    UNRATED_COUNT = "未評価のリスク", "Risks not rated";
    OPEN_QUESTIONS = "未回答の確認事項", "Open questions";
    FAILURES = "評価できなかったルール", "Rules not evaluated";
    UNIT = "件", "";
    BAND = "区分", "Band";
    INHERENT = "固有", "Inherent";
    CURRENT = "現状", "Current";
    PLANNED = "対策後", "Planned";
    TOTAL = "計", "Total";
    STATES_HEAD = "区分別のリスクの件数", "Risks by band, before and after controls";
    HEAT_BEFORE = "対策前（固有リスク）の分布", "Before controls (inherent)";
    HEAT_AFTER = "実施済みの対策を考慮した現状リスクの分布", "With the controls in place (current)";
    HEAT_AXES = "縦：影響度　横：発生可能性　数字：リスクの件数", "Rows: impact. Columns: likelihood. Figures: number of risks";
    HEAT_UNRATED = "ほかに未評価", "Also not rated:";
    CURRENT_HEAD = "区分別の現状リスク", "Current risks by band";
    STAGE_HEAD = "局面別の現状リスク", "Current risks by stage";
    NO_SCORE = "この評価方法は点数を付けず、対策の実施状況（○・△・×）で評価します。",
        "This method gives no scores; it shows the state of each control (○ △ ×).";
    COMPARED = "評価方法の比較", "Methods compared";
    COMPARED_HINT = "判断・残留リスク報告書・対策計画は先頭の評価方法によります。ほかの評価方法は参考として併記しています。",
        "Decisions, the residual risk report and the plan rest on the first method; the others stand beside it for comparison.";
    COMPARED_HEAD = "評価方法別の現状リスク", "Current risks by method";
    EXPOSURE = "想定損害賠償額", "Exposure in yen";
    DATA_ITEMS = "項目", "Data items";
    MENTAL = "精神的苦痛", "Mental distress";
    ECONOMIC = "経済的損失", "Economic loss";
    IDENTIFIABILITY = "本人特定容易度", "Identi- fiability";
    YEN_PER_PERSON = "1人あたり（円）", "Yen per person";
    YEN_LEAST = "合計 下限（円）", "Yen in all, at least";
    YEN_MOST = "合計 上限（円）", "Yen in all, at most";
    NOT_KNOWN = "不明", "unknown";
    OPEN_ABOVE = "上限不明", "open";
    VALUE_UNVERIFIED = "出典を確認していない値による", "rests on a value that is not verified";
    COUNT_UNKNOWN = "件数が分からない", "the number of persons is not known";
    COUNT_OPEN = "件数の上限が分からない", "the number of persons is open above";
    ITEMS_BLANK = "項目が空欄のため算定できない", "the data items are blank";
    ITEMS_NONE = "項目がないと書かれているため算定できない", "the cell says that there are no data items";
    ITEMS_UNCLEAR = "読み取れない項目があるため算定できない：", "some data items were not understood:";
    ITEMS_WITHOUT_VALUE = "モデルに値のない項目があるため算定できない：", "the model has no value for:";
    DECIDES = "判断の基準", "decides";
    BESIDE_HINT = "参考として併記する評価方法による表です。判断は「リスク分析表」に記入します。",
        "By a further method, for comparison. Decisions are filled in on the sheet Risk analysis.";
    NO_HEAT = "この評価方法は影響度と発生可能性の二軸を用いないため、分布図はありません。",
        "This method does not use impact and likelihood as axes, so there is no heat map.";
}

// Columns.
words! {
    NUMBER = "No.", "No.";
    ID = "ID", "ID";
    DEPARTMENT = "部門", "Department";
    ITEM = "個人情報名", "Item";
    STAGE = "局面", "Stage";
    MEDIUM = "媒体等", "Medium etc.";
    RISK = "想定されるリスク", "Risk";
    KINDS = "種類", "Kinds";
    BASIS = "根拠", "Basis";
    IMPACT = "影響度", "Impact";
    THREAT = "脅威", "Threat";
    IN_PLACE = "実施済みの対策", "Controls in place";
    LACKING = "未実施・不明の対策", "Controls lacking or unknown";
    CONTROL_STATES = "対策の実施状況", "State of controls";
    COVERAGE = "充足", "Met";
    INHERENT_SCORE = "固有点数", "Inherent score";
    INHERENT_PLACE = "固有（影響度-可能性）", "Inherent (impact-likelihood)";
    CURRENT_PLACE = "現状（影響度-可能性）", "Current (impact-likelihood)";
    PLANNED_PLACE = "対策後（影響度-可能性）", "Planned (impact-likelihood)";
    BY_MAP = "影響度と発生可能性の表で決める（積は求めない）", "by the map of impact and likelihood, with no product";
    LEGEND_MAP = "区分の表（影響度 × 発生可能性）", "Bands (impact × likelihood)";
    LEGEND_IMPACT_LEVELS = "影響度の段階", "Levels of impact";
    LEGEND_LIKELIHOOD_LEVELS = "発生可能性の段階", "Levels of likelihood";
    INHERENT_BAND = "固有区分", "Inherent band";
    CURRENT_SCORE = "現状点数", "Current score";
    CURRENT_BAND = "現状区分", "Current band";
    PLANNED_SCORE = "対策後点数", "Planned score";
    PLANNED_BAND = "対策後区分", "Planned band";
    RESIDUAL_RISK = "残留リスク", "Residual risk";
    SOURCE_CELL = "根拠セル", "Source cells";
    TREATMENT = "対応方針", "Treatment";
    REASON = "理由", "Reason";
    MORE_CONTROLS = "追加対策", "Further controls";
    OWNER = "担当", "Owner";
    DUE = "期限", "Due";
    OVERRIDE = "見直し評価", "Judged score";
    OVERRIDE_REASON = "評価の理由", "Reason for it";
    APPROVER = "承認者", "Approver";
    APPROVED_ON = "承認日", "Approved on";
    GROUP_RISK = "リスクの特定", "Identification";
    GROUP_CONTROLS = "対策", "Controls";
    GROUP_SCORE = "リスクの評価", "Evaluation";
    GROUP_DECISION = "対応の判断（記入欄）", "Decision (to be filled in)";
    GROUP_REFERENCE = "照合用（印刷しません）", "Reference (not printed)";
    GROUP_FILL = "記入欄", "To be filled in";
    GROUP_FOUND = "判定", "As assessed";
    FAMILY = "区分", "Family";
    LEVEL = "要否", "Level";
    CONTROL = "対策", "Control";
    STATE = "状況", "State";
    COVERED = "対象リスク", "Risks covered";
    LOWERED = "下がるリスク", "Risks lowered";
    ABOVE_COVERED = "うち許容超", "Above acceptable";
    FOR_ITEMS = "対象の個人情報", "Items";
    SEEN_AT = "確認箇所", "Seen at";
    ACTION = "実施内容", "Action";
    DONE_ON = "完了日", "Done on";
    PROGRESS = "進捗", "Progress";
    SEVERITY = "重要度", "Severity";
    SUBJECT = "対象", "Subject";
    FINDING = "指摘", "Finding";
    WHY = "理由", "Why it matters";
    FIX = "対応", "What to do";
    CELLS = "該当セルと記載", "Cells and what they say";
    RULE = "ルール", "Rule";
    NOTE = "備考", "Notes";
    QUESTION_KIND = "種別", "Kind";
    FIELD = "項目", "Field";
    ASK = "お尋ねしたいこと", "Question";
    TYPED = "現在の記載", "As typed";
    CELL = "セル", "Cell";
    CANDIDATES = "回答の候補", "Possible answers";
    ANSWER = "回答", "Answer";
    WAITING_RULES = "判定を待つルール", "Rules that wait";
    PERSON = "担当者", "Person in charge";
    PRIORITY = "優先度", "Priority";
    QUESTION_KEY = "照合用（変更しないでください）", "Key (please leave as it is)";
    REMAINING = "計画後に残るもの", "What remains after the plan";
    MISSING_CONTROLS = "不足している対策", "Controls lacking";
    ORIGIN = "参照元", "Origin";
}

// What to do if something leaks, and the timetable.
words! {
    COUNT = "件数", "Count";
    REPORT_NEEDED = "報告要否", "Report";
    REPORT_REASON = "理由", "Why";
    PRELIMINARY = "速報", "First report";
    FINAL = "確報", "Full report";
    TO_DO = "本人通知・すること", "Telling the persons and other things to do";
    DUTY = "義務がある場合", "When there is a duty";
    MANNER = "起き方", "How it happens";
    SAY = "すること", "What to do";
    REPORT_REQUIRED = "要", "required";
    REPORT_UNKNOWN = "確認要", "to be asked";
    REPORT_DEPENDS = "場合による", "depends";
    REPORT_NOT_REQUIRED = "不要", "not required";
    DUTIES_HINT = "漏えい等が起きたとき（おそれを含む）に、どこへ何日以内に報告するかの見込みです。日数は知った日から数えます。実際の判断は事案ごとに確認してください。",
        "Who would have to be told within how many days if the item leaked, or may have; days count from when it became known. Confirm it for the case at hand.";
    FOR_ALL_ITEMS = "どの個人情報にも当てはまること（起き方による）", "What holds for every item, by how it happens";
    SEE_ABOVE = "起き方による（表の上を参照）", "by how it happens; see above the table";
    STEP_NUMBER = "順", "Step";
    MONTHS = "時期", "When";
    STEP = "段階", "What is done";
    STILL_MISSING = "残っていること", "Still missing";
    STEP_DONE = "済", "done";
    STEP_OPEN = "残", "open";
    QUESTION = "確認", "question";
    NOTHING_MISSING = "残っているものはありません", "nothing is missing";
    ELSEWHERE = "ほかの指摘事項・確認事項", "other findings and questions";
    SETTLE_THEM = "「指摘事項」「確認事項」に従って対応する。", "See the sheets of findings and questions.";
    ANSWER_THEM = "「確認事項」に回答する。", "Answer the questions.";
    TIMETABLE_HINT = "指摘事項と確認事項を、進める順にまとめたものです。同じ内容は件数で示しています。",
        "Findings and questions in the order in which they are to be settled; those alike are counted together.";
}

// Values.
words! {
    UNRATED = "未評価", "not rated";
    REMAINS_ABOVE = "許容超", "above acceptable";
    REMAINS_WITHIN = "許容内", "acceptable";
    REMAINS_FORBIDDEN = "残留不可", "may not remain";
    LACKS = "対策不足", "controls lacking";
    COMPLETE = "必須は充足", "required in place";
    NONE = "なし", "none";
    BLANK = "（空欄）", "(blank)";
    WHOLE_LEDGER = "台帳全体", "whole ledger";
    WHOLE_COMPANY = "全社", "whole company";
    PRIVACY_MANAGER = "個人情報保護管理者", "privacy manager";
    PRIORITY_HIGH = "高", "high";
    PRIORITY_MEDIUM = "中", "medium";
    PRIORITY_LOW = "低", "low";
    REDUCE = "低減", "reduce";
    AVOID = "回避", "avoid";
    TRANSFER = "移転", "transfer";
    RETAIN = "保有", "retain";
    MUST = "必須", "must";
    SHOULD = "推奨", "should";
    INFO = "参考", "info";
    LEVEL_S = "必須", "required";
    LEVEL_A = "推奨", "desirable";
    NOT_STARTED = "未着手", "not started";
    STARTED = "対応中", "in progress";
    DONE = "完了", "done";
    ACCEPTED = "対応しない", "no action";
    IS_IN_PLACE = "実施", "in place";
    IS_PARTLY = "一部実施", "partly in place";
    IS_PLANNED = "予定", "planned";
    IS_NOT_IN_PLACE = "未実施", "not in place";
    IS_NOT_APPLICABLE = "対象外", "not applicable";
    IS_UNKNOWN = "不明", "unknown";
    KIND_COLUMN = "列がない", "no column";
    KIND_BLANK = "空欄", "blank";
    KIND_UNCLEAR = "判読できない記載", "not understood";
    KIND_DOUBTFUL = "読み取りの確認", "in doubt";
    KIND_CONTROL = "対策の実施状況", "control";
    LEAK = "漏えい", "leak";
    LOSS = "滅失", "loss";
    DAMAGE = "き損", "damage";
    MISUSE = "目的外利用", "misuse";
    VIOLATION = "法令等違反", "violation";
    REPUTATION = "信用失墜等", "reputation";
    HARM = "本人への影響", "harm to the person";
    YES = "有", "yes";
    NO = "無", "no";
}

// Notes and lines.
words! {
    NO_RISKS = "評価できる行の中に、該当するリスクはありませんでした。", "No risk was found among the records that could be assessed.";
    NO_RESIDUAL = "許容水準を超えて残るリスクはありません。", "No risk remains above the acceptable level.";
    NO_PLAN = "未実施・予定・不明の対策はありません。", "Every control is in place or not applicable.";
    NO_FINDINGS = "指摘事項はありません。", "There are no findings.";
    NO_QUESTIONS = "確認事項はありません。", "There are no open questions.";
    NO_RECORDS = "この台帳には行がありません。", "This register has no records.";
    NO_ITEMS_REGISTER = "個人情報管理台帳は見つかりませんでした。", "No register of items was found.";
    UNRATED_WARNING = "次の件数は影響度・脅威などが確定せず未評価です。「確認事項」に回答すると評価されます：",
        "Not rated because a factor is unknown; answer the questions to have them rated:";
    NOTE_LIMIT = "※ 行数が多いため、算出根拠のメモは先頭の行だけに付けています。ほかの行は daicho explain で確認できます。",
        "Note: there are many rows, so only the first ones carry notes. Use `daicho explain` for the others.";
    RISKS_HINT = "「対応の判断」の色の欄に記入してください。区分のセルのメモに算出の根拠があります。",
        "Fill in the tinted columns. Notes on the band cells show how each score came about.";
    RISKS_HINT_PRESENCE = "「対応の判断」の色の欄に記入してください。○ 実施　△ 一部実施・予定　× 未実施・不明　－ 対象外",
        "Fill in the tinted columns. ○ in place  △ partly or planned  × lacking or unknown  - not applicable";
    PLAN_HINT = "許容水準を超えるリスクを多く下げる順です。「下がるリスク」は、その対策だけを実施したときに脆弱性が下がるリスクの件数です。",
        "Those that lower most risks above the acceptable level come first. “Risks lowered” counts the risks whose vulnerability falls when this control alone is put in place.";
    FINDINGS_HINT = "重要度の高い順です。対応した内容と時期を記入してください。", "The most severe first. Fill in what was done, by whom and when.";
    QUESTIONS_HINT = "色の付いた「回答」欄にご記入のうえ、このファイルのままご返送ください。部門・担当者で絞り込み、並べ替えができます。台帳の該当セルを直していただいても構いません。",
        "Please answer in the tinted column and return this file; rows can be filtered and sorted by department and person. You may mend the cells of the ledger instead.";
    LEDGER_HINT = "原本の記載をそのまま写しています。読み取った内容が記載と異なるセルにはメモがあり、判読できなかったセルは黄色です。",
        "Cells show what was typed. A note tells what was understood where that differs; cells that were not understood are yellow.";
    RESIDUAL_HINT = "現状の区分が許容水準を超えるリスクです。局面ごとに、大きいものから順に記載しています。",
        "Risks whose current band is above the acceptable level, by stage, the worst first.";
    RESIDUAL_HINT_PRESENCE = "必須の対策に不足があるリスクです。局面ごとに記載しています。",
        "Risks that lack a required control, by stage.";
    FORBIDDEN_LINE = "「残留不可」は不正な取得・目的外利用・法令等の違反にあたり、承認しても残すことはできません。直ちに是正してください。",
        "“May not remain” marks unlawful acquisition, misuse and violations: they cannot be approved and have to be put right at once.";
    SIGN_MADE = "作成", "Made by";
    SIGN_CHECKED = "確認", "Checked by";
    SIGN_APPROVED = "承認", "Approved by";
    SIGN_DATE = "年　月　日", "Date";
    DATE_HELP = "日付を入力してください（例：2026/4/30）", "Enter a date, such as 2026-04-30";
    TREATMENT_HELP = "低減・回避・移転・保有から選んでください", "Choose reduce, avoid, transfer or retain";
    OVERRIDE_HELP = "人が判断した点数を整数で入力してください。計算した点数は残ります", "A whole number by your own judgement; the computed score stays beside it";
    LIST_HELP = "一覧から選んでください", "Choose from the list";
    OPEN_PLACE = "該当箇所へ", "Go to its place";
    UNDERSTOOD = "読み取り", "Understood as";
    ANSWERED = "確認事項の回答", "Answered in";
    INSTEAD_OF = "台帳の記載", "The ledger says in";
    DERIVED = "他の項目から判断", "Derived from other fields";
    NOT_UNDERSTOOD = "判読できませんでした", "Not understood";
    PARTLY_UNDERSTOOD = "判読できなかった部分", "Not understood in part";
    OWN_COLUMN = "（独自の列）", "(own column)";
    AS_TYPED = "原本の見出し", "Header as typed";
    UNVERIFIED = "未確認", "unverified";
}

// Legend.
words! {
    LEGEND_LAYERS = "適用したルールパックと設定（後のものが優先）", "Rule packs and settings applied (later ones win)";
    DIGEST_WHOLE = "ダイジェスト（SHA-256）", "Digest (SHA-256)";
    LEGEND_CHANGES = "事業者の設定（daicho.toml）による変更", "Changed by the client settings (daicho.toml)";
    CHANGES = "設定による変更", "Changed by settings";
    CHANGES_WHERE = "（内訳は「凡例と方法」）", " (see “Legend and method”)";
    CHANGE_SUBJECT = "対象", "What";
    CHANGE = "変更", "Change";
    CHANGE_EFFECT = "結果への影響", "Effect";
    CHANGE_APPROVAL = "承認・期限", "Approval and term";
    CHANGE_OFF = "適用しない", "not applied";
    CHANGE_EXCEPT = "除外する行:", "excepts";
    CHANGE_OF_PACK = "共通の式", "that of the pack";
    CHANGE_EXPRESSION = "ルールの式", "the rule’s expression";
    CHANGE_OWN_EXPRESSION = "設定の式", "the settings’ expression";
    CHANGE_EXPIRED = "期限切れのため適用せず", "expired: not applied";
    CHANGE_NOTHING = "該当なし", "nothing concerned";
    PARAMETER = "パラメータ", "Parameter";
    LEGEND_METHOD = "評価方法", "Method";
    LEGEND_FORMULA = "算式", "Formula";
    LEGEND_SOURCE = "出典", "Source";
    LEGEND_ACCEPTABLE = "許容水準", "Acceptable level";
    LEGEND_ACCEPTABLE_LINE = "以下", "or lower";
    LEGEND_TABLE = "発生可能性の表（脅威 × 脆弱性）", "Likelihood (threat × vulnerability)";
    LEGEND_BANDS = "区分", "Bands";
    LEGEND_FROM = "点数", "Score";
    LEGEND_MEANING = "意味", "Meaning";
    LEGEND_WITHIN = "許容できる", "may remain";
    LEGEND_EXCEEDS = "追加対策または承認が必要", "needs treatment or approval";
    LEGEND_UNRATED = "要素が確定していない。0点でも最大でもない", "a factor is unknown; neither zero nor the maximum";
    LEGEND_FACTORS = "評価の要素", "Factors";
    VULNERABILITY = "脆弱性", "Vulnerability";
    LIKELIHOOD = "発生可能性", "Likelihood";
    FACTOR_IMPACT = "漏えい等が起きたときの本人・事業者への影響。3：重大　2：中程度　1：軽微", "Effect on the persons and the organisation. 3 severe, 2 medium, 1 slight";
    FACTOR_THREAT = "そのような事象の起こりやすさ。3：常に起こり得る　2：年に数回　1：まれ", "How often such an event happens. 3 any time, 2 a few times a year, 1 rarely";
    FACTOR_VULNERABILITY = "対策の不足の度合い。3：対策なし　2：一部あり　1：すべて実施", "How far controls are lacking. 3 none, 2 some, 1 all in place";
    FACTOR_LIKELIHOOD = "脅威と脆弱性から下の表で決める", "From threat and vulnerability by the table";
    LEGEND_STAGES = "対策の段階", "Three states of a score";
    STATE_INHERENT = "対策が一つもないと仮定した点数", "the score as if there were no controls";
    STATE_CURRENT = "実施済みの対策だけを数えた点数。これが残留リスク", "the score with the controls in place: the residual risk";
    STATE_PLANNED = "予定の対策まで実施したときの点数", "the score once the planned controls are in place too";
    LEGEND_CONTROLS = "対策の状況", "States of controls";
    COUNTS_IN_PLACE = "現状の評価に数える", "counts in the current score";
    COUNTS_PARTLY = "一部として数える", "counts in part";
    COUNTS_PLANNED = "対策後の評価にだけ数える", "counts in the planned score only";
    COUNTS_NOT = "数えない", "does not count";
    COUNTS_UNKNOWN = "未実施とみなし、確認事項とする", "taken as not in place, and asked about";
    COUNTS_LEFT_OUT = "評価から除く", "left out";
    LEGEND_FAMILIES = "対策の区分", "Families of controls";
    LEGEND_LIFE = "局面", "Stages";
    LEGEND_PARAMETERS = "パラメータ", "Parameters";
    LEGEND_RULES = "適用したルール", "Rules applied";
    LEGEND_RULES_TITLE = "内容", "What it says";
    LEGEND_RULES_ABOUT = "局面・重要度", "Stage or severity";
    LEGEND_RULES_COUNT = "件数", "Count";
    LEGEND_FAILURES = "評価できなかったルール", "Rules not evaluated";
    LEGEND_FAILURE_RECORDS = "評価していない行", "Records left out";
    LEGEND_DOUBTS = "読み取りに疑いのある記載", "What was not understood";
    LEGEND_UNMAPPED = "項目に対応付けていない列", "Columns not mapped";
    LEGEND_SHEETS = "読み取らなかったシート", "Sheets left alone";
    SHEET_EMPTY = "空のシート", "empty";
    SHEET_NO_REGISTER = "台帳にあたる表がない", "no register found";
    SHEET_NEAREST = "見出しに最も近い行", "row most like a header";
    HIDDEN = "非表示", "hidden";
    SYMBOLS = "○ 実施　△ 一部実施・予定　× 未実施・不明　－ 対象外", "○ in place  △ partly or planned  × lacking or unknown  - not applicable";
    MORE_ROWS = "以降は省略（全件数）", "the rest is left out; in all";
}

// Events that periods count from.
words! {
    PERMANENT = "永年", "permanent";
    EVENT_RESIGNATION = "退職", "resignation";
    EVENT_CONTRACT_END = "契約終了", "end of contract";
    EVENT_TRANSACTION_END = "取引終了", "end of dealings";
    EVENT_COMPLETION = "業務完了", "completion";
    EVENT_LAST_ENTRY = "最終の記載", "the last entry";
    EVENT_SELECTION_END = "選考終了", "end of selection";
    EVENT_DELIVERY = "納品", "delivery";
    EVENT_PURPOSE_END = "利用目的の達成", "the purpose being met";
    EVENT_FISCAL_YEAR_END = "年度末", "end of the fiscal year";
    EVENT_ACQUISITION = "取得", "acquisition";
    EVENT_WITHDRAWAL = "退会", "withdrawal";
    EVENT_LAW = "法令の定め", "what the law sets";
    EVENT_PERSON_REQUEST = "本人の請求", "the person's request";
}
