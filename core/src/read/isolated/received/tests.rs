use super::{Problem, sheets};
use crate::read::error::{Limit, ReadError};
use crate::read::grid::{Content, Sheet};

fn received(lines: &str) -> Result<Vec<Sheet>, Problem> {
    sheets("旧.xls", &mut lines.as_bytes())
}

const SHEET: &str = r#"{"Sheet":{"name":"台帳","visible":true,"has_cells":true}}"#;

#[test]
fn cells_come_to_lie_where_they_were_sent_to() {
    let cells = r#"{"Cells":{"row":7,"cells":[[2,{"t":"x"}],[0,{"t":"5","n":5.0}]]}}"#;
    let more = r#"{"Cells":{"row":2,"cells":[[1,{"t":"2024-04-01","d":"2024-04-01"}]]}}"#;
    let around = r#"{"Merges":[[7,0,8,0],[2,0,3,0]]}
{"Hidden":{"rows":[[5,5],[3,4],[9,9]],"columns":[[1,1]]}}"#;
    let found = received(&format!("{SHEET}\n{cells}\n{more}\n{around}\n\"Done\"\n")).unwrap();
    let [Sheet { content: Content::Cells(grid), .. }] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((grid.text(7, 2), grid.text(7, 0), grid.text(2, 1)), ("x", "5", "2024-04-01"));
    assert_eq!(grid.rows().iter().map(|row| row.index).collect::<Vec<_>>(), [2, 7]);
    assert_eq!(grid.carried_from(8, 0), Some(7));
    assert_eq!(
        (grid.hidden_rows.as_slice(), grid.hidden_columns.as_slice()),
        (&[(3, 5), (9, 9)][..], &[(1, 1)][..])
    );
}

#[test]
fn what_is_no_message_or_breaks_off_is_no_workbook() {
    let cells = r#"{"Cells":{"row":7,"cells":[]}}"#;
    for lines in [
        String::new(),
        SHEET.to_owned(),
        format!("{SHEET}\n"),
        format!("{cells}\n\"Done\"\n"),
        format!("{SHEET}\n{{\"Cells\""),
        format!("running 1 test\n{SHEET}\n\"Done\"\n"),
        "\u{0}\u{1}".repeat(100),
    ] {
        assert!(matches!(received(&lines), Err(Problem::CutOff(_))), "{lines}");
    }
}

#[test]
fn a_helper_has_the_limits_of_every_format() {
    let sheets = format!("{SHEET}\n").repeat(10_001);
    let result = received(&sheets);
    assert!(
        matches!(result, Err(Problem::Refused(ReadError::TooLarge { limit: Limit::Sheets, .. }))),
        "{result:?}"
    );
}
