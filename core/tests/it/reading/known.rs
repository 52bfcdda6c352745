//! What is not read right yet, each with its reason. Shorter is better; never add to it to make a test pass.

/// File, a part of the difference (empty for all of them), and why it is so: wrong, lost or invented.
pub(super) const KNOWN: &[(&str, &str, &str)] = &[
    ("bilingual-headers.xlsx", "", "a second header row with two cells is taken for a record"),
    ("binary-workbook.xlsb", "not read", ".xlsb is not read"),
    ("counts-and-units.xlsx", "千件!E2", "the unit in the header is not looked at"),
    ("english-ico-register.xlsx", "not read", "headers with remarks in brackets are not understood"),
    ("form-in-blocks.xlsx", "", "forms are read as tables"),
    ("form-on-each-sheet.xlsx", "", "forms are read as tables"),
    ("form-on-grid-paper.xlsx", "", "forms are read as tables"),
    ("french-form.xlsx", "not read", "forms are not read"),
    ("grid-paper.xlsx", "no column of its own", "each narrow column of a merged header is a column"),
    ("grid-paper.xlsx", "last_row", "the second row of the last record counts as none of it"),
    ("header-repeated-on-each-page.xlsx", "", "page numbers at the foot are taken for records"),
    (
        "header-split-over-three-rows.xlsx",
        "",
        "the third row of a header that is not merged is taken for a record",
    ),
    ("hidden-rows-columns-and-sheets.xlsx", "役員室", "hidden sheets are left out"),
    ("hints-keys-and-example-under-header.xlsx", "", "a row of machine keys is taken for a header"),
    ("life-cycle-headers-only.xlsx", "not read", "what cells hold does not speak for a column"),
    ("numbered-ghost-rows.xlsx", "", "rows with a number and the default of a list are taken for records"),
    ("saved-as-ods.ods", "not read", ".ods is not read"),
    ("saved-as-xls.xls", "not read", ".xls is not read"),
    ("table-object-with-a-totals-row.xlsx", "", "the totals row of a table is taken for a record"),
    ("title-stamps-and-notes-around.xlsx", "", "a change history below is taken for records"),
    (
        "town-office-register.xlsx",
        "情報資産管理台帳!G",
        "a column of 有 headed 個人情報 is taken for the name",
    ),
    ("transposed-register.xlsx", "not read", "registers turned by a quarter are not read"),
    ("twice-the-same-header.xlsx", "not read", "what cells hold does not speak for a column"),
];

/// File, and how many columns may stay unmapped and values missing; none where a file is not listed.
pub(super) const ALLOWED: &[(&str, usize, usize)] = &[
    ("counts-and-units.xlsx", 0, 6),
    ("dates-of-1904.xlsx", 1, 2),
    ("form-in-blocks.xlsx", 0, 23),
    ("form-on-each-sheet.xlsx", 0, 12),
    ("form-on-grid-paper.xlsx", 0, 9),
    ("french-cnil-register.xlsx", 1, 0),
    ("header-split-over-three-rows.xlsx", 1, 2),
    ("hidden-rows-columns-and-sheets.xlsx", 0, 1),
    ("hints-keys-and-example-under-header.xlsx", 4, 2),
    ("ledger-and-vendors-in-english.xlsx", 1, 2),
    ("media-and-stages-ticked.xlsx", 6, 3),
    ("numbers-that-are-names.xlsx", 0, 2),
    ("retention-per-medium.xlsx", 0, 1),
    ("town-office-register.xlsx", 2, 0),
];
