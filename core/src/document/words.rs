//! Every word of the document that no pack supplies.

use crate::write::words::words;
pub(crate) use crate::write::words::{
    BASIS, CONTROL, DATA_ITEMS, DIGEST, DUTY, ECONOMIC, FAMILY, FINAL, FINDING, FIX, ID, IDENTIFIABILITY,
    IMPACT, LEGEND_BANDS, LEGEND_FORMULA, LEGEND_FROM, LEGEND_IMPACT_LEVELS, LEGEND_LIKELIHOOD_LEVELS,
    LEGEND_MAP, LEGEND_MEANING, LEGEND_SOURCE, LEGEND_TABLE, LIKELIHOOD, MANNER, MENTAL, NAME, NO_SCORE,
    NUMBER as NO, PRELIMINARY, REGISTER, RISK, SAY, SEVERITY, STAGE, THREAT, UNVERIFIED, VERSION,
    VULNERABILITY, WHOLE_LEDGER, WHY, Word,
};

// Parts.
words! {
    DOCUMENT = "ルールパック確認資料", "Rule pack for review";
    HOW_TO_READ = "この資料の見方", "How to read this document";
    PACK = "パック", "Pack";
    REPLACED = "前のパックから差し替えたもの", "Replaced from earlier packs";
    RISKS = "リスク", "Risks";
    CHECKS = "チェック", "Checks";
    DUTIES = "義務（漏えい等が起きたとき）", "Duties if something leaks";
    DUTY_SHEET = "義務", "Duties";
    CONTROLS = "対策", "Controls";
    RISK_TABLES = "リスク判定表", "Risk decisions";
    CHECK_TABLES = "チェック判定表", "Check decisions";
    DUTY_TABLES = "義務判定表", "Duty decisions";
    METHODS = "評価方法", "Methods";
    IMPACT_PART = "影響度の決め方", "How impact is set";
    IMPACT_OF_RULE = "このリスクの影響度", "Impact of this risk";
    PARAMETERS = "パラメーター", "Parameters";
}

// Headings.
words! {
    KINDS = "種類", "Kinds";
    LEVEL = "水準", "Level";
    MEDIA = "効く媒体", "Media it works on";
    ALL_MEDIA = "すべて", "all";
    TOLD_BY = "台帳からの判断", "What the ledger tells";
    FOR_RISKS = "対象のリスク", "For risks";
    RESULT = "結果", "Result";
    VALUE = "値", "Value";
    READ_BY = "使うルール", "Used by";
    COMMENT = "ご意見・確認結果", "Your comments";
    CLIENT = "事業者名", "Organisation";
    REVIEWED_BY = "確認者", "Reviewed by";
    REVIEWED_ON = "確認日", "Reviewed on";
    EXAMPLES = "（例）", " (e.g.)";
    OPEN_THREAT = "要確認", "open";
    SHOWN = "【実施】", "in place: ";
    DENIED = "【未実施】", "lacking: ";
    NOT_TOLD = "台帳だけでは分からない（安全管理措置の実施状況による）", "not told by the ledger; see the register of measures";
    DEFAULT = "既定", "default";
    CAVEAT = "注意", "Caveat";
    ALL_OTHERS = "上のいずれでもない", "none of these";
}

// Lines.
words! {
    PURPOSE_LINE = "ルールパックが、台帳のどの記載を、どのように判定するかをまとめた資料です。自社の実態に合わない判定や、足りないルールがないかをご確認ください。",
        "This document says which cells of the ledger the rule pack reads and what it makes of them. Please see whether anything does not fit your organisation, or is missing.";
    TABLE_LINE = "判定表は、左の列から順に台帳の項目を見て、行ごとに結果を示します。「–」は、その項目が結果に影響しないことを表します。",
        "A decision table is read from the left, column by column; each row ends in its result. “–” means that the column does not matter there.";
    SAME_LINE = "「〃」は、すぐ上の行と同じ内容です。", "“″” repeats the cell above it.";
    RESULT_LINE = "リスクの結果は、「該当」がリスクとして評価するもの、「該当なし」が評価しないものです。チェックの結果は、「指摘」が是正を求めるもの、「指摘なし」が満たしているか対象外のものです。",
        "A risk “applies” or “does not apply”. A check gives a “finding” where something has to be put right, and “no finding” where it holds or does not concern the record.";
    QUESTION_LINE = "「確認事項」は、かっこ内の項目が空欄などのために判定できず、担当者にお尋ねするものです。「空欄」は、読み取れない記載を含みます。",
        "A “question” asks for the field in brackets, without which the rule cannot be decided. “Blank” includes what could not be understood.";
    THREAT_LINE = "「脅威」は起こりやすさ（3：常に起こり得る、2：年に数回、1：まれ）です。「要確認」は、空欄などのために決められないものです。",
        "“Threat” is how often such an event happens: 3 any time, 2 a few times a year, 1 rarely; “open” where a blank cell leaves it undecided.";
    MARK_LINE = "①②などの印は値の一覧で、表の下に内容を示します。「基準日」は評価の基準日です。",
        "Marks such as ① stand for lists of values, which are given below the table.";
    LEVEL_LINE = "対策の水準は、Sが必須、Aが推奨です。", "Controls of level S are required, those of level A desirable.";
    UNVERIFIED_LINE = "「未確認」の印があるものは、根拠とした事実を出典で確認できていません。採用する前に確かめてください。",
        "What is marked “unverified” rests on facts that could not be confirmed at their source; see to it before you rely on it.";
    EXAMPLES_LINE = "「（例）」の列は、ほかの列と比べて判定します。値はその例です。",
        "Columns marked “(e.g.)” are weighed against each other; their values are examples.";
    NOT_ALL = "場面が多いため、判定表はその一部です。", "There are more situations than were looked at: the table is not complete.";
    TABLES_HINT = "読み方は表紙にあります。気付いた点は、右端の欄に記入してください。", "The cover tells how to read the tables. Write what you notice into the last column.";
    LIST_HINT = "No. から判定表に移れます。自社の実態に合うか、足りないものがないかを、右端の欄に記入してください。",
        "The numbers lead to the decision tables. Write into the last column whether it fits, and what is missing.";
    CONTROLS_HINT = "「台帳からの判断」は、台帳の記載から実施・未実施が分かる場合です。分からないものは、安全管理措置の台帳で確かめます。",
        "“What the ledger tells” says when the ledger itself shows a control or its lack; otherwise the register of measures does.";
    METHODS_HINT = "評価に使う値と計算の方法です。社内の基準に合わせて変更できます。",
        "The values and the arithmetic of the assessment; they can be set to the organisation's own standard.";
    CONDITION = "条件", "Condition";
    ALWAYS = "いつでも", "always";
    NO_PARAMETERS = "パラメーターはありません。", "There are no parameters.";
}
