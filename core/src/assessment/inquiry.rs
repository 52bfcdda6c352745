//! Questions as they are put to people: by department and person, those alike as one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use daicho_rules::Text;
use indexmap::IndexMap;

use super::{Assessment, Priority, Question, QuestionKind, RecordRef, Stakes};

/// Most records that one inquiry lists, so that it can be read and answered.
const MOST: usize = 20;

/// Questions that differ by their record only: one person answers them in one go.
#[derive(Debug, Clone)]
pub struct Inquiry<'a> {
    /// At least one; several are about the same field and say the same.
    pub questions: Vec<&'a Question>,
}

/// All inquiries to one person of one department.
#[derive(Debug, Clone)]
pub struct Respondent<'a> {
    /// Department; empty for the organisation as a whole.
    pub department: &'a str,
    /// Person in charge; empty where the ledger names nobody.
    pub person: &'a str,
    /// What to ask, the most pressing first.
    pub inquiries: Vec<Inquiry<'a>>,
}

impl<'a> Inquiry<'a> {
    /// The first question, which stands for all but for its record.
    pub fn first(&self) -> Option<&'a Question> {
        self.questions.first().copied()
    }

    /// The question as one asks it, naming one record and counting the others.
    pub fn ask(&self) -> Text {
        let Some(first) = self.first() else { return Text::default() };
        let others = self.questions.len() - 1;
        let Some(record) = first.record.as_ref().filter(|_| others > 0) else { return first.ask.clone() };
        let (name, plain) = (&record.name, &first.plain);
        Text::new(
            format!(
                "「{name}」ほか{others}件の{}件ごとに異なる場合は「番号：回答」の形で、1件ずつ改行してご記入ください。",
                plain.ja
            ),
            format!(
                "“{name}” and {others} more: {} If they differ, enter “number: answer”, each on a line of its own.",
                plain.en
            ),
        )
    }

    /// The records that it asks about.
    pub fn records(&self) -> impl Iterator<Item = &'a RecordRef> {
        self.questions.iter().filter_map(|question| question.record.as_ref())
    }

    /// Full ids of the rules that wait for an answer.
    pub fn rules(&self) -> BTreeSet<&'a str> {
        self.questions.iter().flat_map(|question| &question.rules).map(String::as_str).collect()
    }

    /// What hangs on the answers.
    pub fn stakes(&self) -> Stakes {
        self.questions.iter().fold(Stakes::default(), |sum, question| sum.with(question.stakes))
    }
}

impl Respondent<'_> {
    /// How many of its inquiries are pressing.
    pub fn pressing(&self) -> usize {
        self.inquiries.iter().filter(|inquiry| inquiry.stakes().priority() == Priority::High).count()
    }
}

impl Assessment {
    /// How many inquiries there are: the rows of the sheet of questions.
    pub fn inquiry_count(&self) -> usize {
        self.respondents().iter().map(|respondent| respondent.inquiries.len()).sum()
    }

    /// The questions as they are put to people: departments in the order of the ledger, the organisation as a
    /// whole last; for each person the most pressing first.
    pub fn respondents(&self) -> Vec<Respondent<'_>> {
        let mut departments: IndexMap<&str, IndexMap<&str, Vec<&Question>>> = IndexMap::new();
        if let Some(items) = self.ledger.register("items") {
            // A department is named before its questions are known, so that the order is that of the ledger.
            let asked: BTreeSet<&str> = self.questions.iter().map(|q| q.department.as_str()).collect();
            for record in &items.records {
                if let Some(name) = asked.get(items.raw(record, "department").trim()) {
                    departments.entry(name).or_default();
                }
            }
        }
        let shared = shared(&self.questions);
        for question in &self.questions {
            // How a column was read is one thing to ask, whoever answers for its records.
            let is_shared = question.kind == QuestionKind::Doubtful && shared.contains(&alike(question));
            let (department, person) =
                if is_shared { ("", "") } else { (&*question.department, &*question.owner) };
            departments.entry(department).or_default().entry(person).or_default().push(question);
        }
        let whole = departments.shift_remove("").map(|people| ("", people));
        let all = departments.into_iter().chain(whole);
        let respondents = all.flat_map(|(department, people)| {
            people.into_iter().map(move |(person, asked)| Respondent {
                department,
                person,
                inquiries: inquiries(&asked),
            })
        });
        respondents.filter(|respondent| !respondent.inquiries.is_empty()).collect()
    }
}

/// What questions that differ by their record only have in common.
fn alike(question: &Question) -> [&str; 4] {
    match question.record {
        Some(_) => {
            [&question.register, &question.field, &question.raw, &question.plain.ja].map(String::as_str)
        }
        None => ["", "", "", &question.id],
    }
}

/// What questions to more than one person have in common.
fn shared(questions: &[Question]) -> BTreeSet<[&str; 4]> {
    let mut asked: BTreeMap<[&str; 4], BTreeSet<(&str, &str)>> = BTreeMap::new();
    for question in questions {
        asked.entry(alike(question)).or_default().insert((&question.department, &question.owner));
    }
    asked.into_iter().filter(|(_, people)| people.len() > 1).map(|(alike, _)| alike).collect()
}

/// Joins questions that say the same of several records.
fn inquiries<'a>(questions: &[&'a Question]) -> Vec<Inquiry<'a>> {
    let mut joined: IndexMap<[&str; 4], Vec<&'a Question>> = IndexMap::new();
    for question in questions {
        joined.entry(alike(question)).or_default().push(question);
    }
    let pieces = joined.into_values().flat_map(|all| {
        let pieces: Vec<Inquiry<'a>> =
            all.chunks(MOST).map(|piece| Inquiry { questions: piece.to_vec() }).collect();
        pieces
    });
    let mut inquiries: Vec<Inquiry<'a>> = pieces.collect();
    inquiries.sort_by_cached_key(|inquiry| {
        let stakes = inquiry.stakes();
        (stakes.priority(), Reverse(stakes.must + stakes.above), Reverse(stakes.waiting))
    });
    inquiries
}

#[cfg(test)]
mod tests {
    use crate::write::fixture;

    use super::*;

    fn blank(record: usize, owner: &str, stakes: Stakes) -> Question {
        let assessment = fixture::assessment(8, fixture::method());
        let mut question = assessment.questions[1].clone();
        let named = assessment.risks.iter().map(|risk| &risk.item).find(|item| item.record == record);
        question.record = named.cloned();
        question.id = format!("{record}:items.purpose");
        question.department = question.record.as_ref().map(|r| r.department.clone()).unwrap_or_default();
        owner.clone_into(&mut question.owner);
        question.stakes = stakes;
        question
    }

    fn told(questions: Vec<Question>) -> Vec<(String, String, Vec<usize>)> {
        let assessment = Assessment { questions, ..fixture::assessment(8, fixture::method()) };
        let respondents = assessment.respondents();
        let told = |respondent: &Respondent<'_>| {
            let sizes = respondent.inquiries.iter().map(|inquiry| inquiry.questions.len()).collect();
            (respondent.department.to_owned(), respondent.person.to_owned(), sizes)
        };
        respondents.iter().map(told).collect()
    }

    #[test]
    fn questions_alike_are_one_inquiry_to_each_person_of_each_department() {
        let ask = |record, owner| blank(record, owner, Stakes::default());
        let whole = Question { department: String::new(), ..ask(0, "山田") };
        let asked = told(vec![whole, ask(4, "佐藤"), ask(0, "山田"), ask(1, "山田"), ask(2, "鈴木")]);
        let of = |department: &str, person: &str, sizes: &[usize]| {
            (department.to_owned(), person.to_owned(), sizes.to_vec())
        };
        assert_eq!(
            asked,
            [
                of("総務部", "山田", &[2]),
                of("人事部", "鈴木", &[1]),
                of("営業部", "佐藤", &[1]),
                of("", "山田", &[1])
            ]
        );
    }

    #[test]
    fn how_a_column_was_read_is_asked_once_and_not_of_each_person() {
        let doubt = |record, owner| Question {
            kind: QuestionKind::Doubtful,
            ..blank(record, owner, Stakes::default())
        };
        let mine = Question { raw: "○".to_owned(), ..doubt(0, "山田") };
        let asked = told(vec![doubt(0, "山田"), doubt(2, "鈴木"), doubt(4, "佐藤"), mine]);
        let whole = (String::new(), String::new(), vec![3]);
        assert_eq!(asked, [("総務部".to_owned(), "山田".to_owned(), vec![1]), whole]);
    }

    #[test]
    fn what_a_must_hangs_on_is_asked_first() {
        let stakes = |must, above, undecided| Stakes { must, above, undecided, waiting: 5 };
        for (stakes, priority) in [
            (stakes(1, 0, 0), Priority::High),
            (stakes(0, 1, 3), Priority::High),
            (stakes(0, 0, 1), Priority::Medium),
            (stakes(0, 0, 0), Priority::Low),
        ] {
            assert_eq!(stakes.priority(), priority);
        }
        let mut low = blank(0, "山田", stakes(0, 0, 9));
        low.field = "count".to_owned();
        let high = blank(1, "山田", stakes(1, 0, 0));
        let assessment =
            Assessment { questions: vec![low, high], ..fixture::assessment(8, fixture::method()) };
        let respondents = assessment.respondents();
        let ids: Vec<&str> =
            respondents[0].inquiries.iter().map(|inquiry| inquiry.questions[0].id.as_str()).collect();
        assert_eq!(ids, ["1:items.purpose", "0:items.purpose"]);
    }

    #[test]
    fn long_lists_are_cut_into_pieces_that_can_be_answered() {
        let many: Vec<Question> = (0..45).map(|_| blank(0, "山田", Stakes::default())).collect();
        assert_eq!(told(many)[0].2, [20, 20, 5]);
    }
}
