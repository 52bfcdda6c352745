//! What of an item can be decided, and what merely is so.
//!
//! A client chooses where an item is kept and how it is sent; whether it is about illness, and how many persons
//! it concerns, is not for anyone to choose. Fields that are not named here are chosen.

/// How far the value of a field can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nature {
    /// Decided by the organisation: media, places, methods, periods, contracts, records.
    Means,
    /// Nobody has said: the cell is blank or was not understood.
    Answer,
    /// A fact about the data, which changes only if the reality behind it does.
    Fact,
}

/// Facts about the data.
const FACTS: [&str; 10] = [
    "acquisition_form",
    "acquisition_source",
    "classification",
    "count",
    "data_items",
    "data_subject",
    "disclosable",
    "entrusted",
    "my_number",
    "sensitive",
];

/// What names or describes the item: another value would be another item.
const NAMES: [&str; 8] =
    ["business_process", "department", "legal_basis", "name", "number", "remarks", "status", "system"];

/// Sets that an item cannot do without: the last value is replaced, not dropped.
const NEVER_EMPTY: [&str; 7] =
    ["access", "acquisition_methods", "data_items", "data_subject", "disposal_methods", "media", "places"];

/// Sets of which only these values can be given up, and only for one another where the client has them elsewhere:
/// who hands in a form may as well send it, but what a camera took cannot, and a contract is no mere channel.
const INTERCHANGEABLE: [(&str, &[&str]); 2] = [
    (
        "acquisition_methods",
        &[
            "application-form",
            "courier",
            "email",
            "fax",
            "hand-over",
            "postal-mail",
            "questionnaire",
            "telephone",
            "web-form",
        ],
    ),
    ("media", &["electronic", "paper", "removable"]),
];

/// Sets of measures.
const MEASURES: [&str; 2] = ["storage_controls", "transfer_controls"];

/// Values that nobody would advise, whatever a rule makes of them.
const UNADVISABLE: [(&str, &[&str]); 6] = [
    ("consent", &["no", "not-required"]),
    (
        "disposal_methods",
        &[
            "automatic-overwriting",
            "deletion",
            "general-waste",
            "initialization",
            "logical-deletion",
            "not-disposed",
            "trash",
            "waste-paper",
        ],
    ),
    ("disposal_record", &["none"]),
    ("media", &["image", "microfilm", "paper", "removable", "voice"]),
    ("places", &["desk", "desk-drawer", "foreign-cloud", "home", "recorder", "shelf", "vehicle"]),
    (
        "transfer_methods",
        &[
            "carried",
            "chat",
            "email",
            "email-zip",
            "fax",
            "kokuho-transmission",
            "telephone",
            "unregistered-bulk-mail",
            "usb-carried",
            "vehicle",
        ],
    ),
];

/// The nature of a field of the items; `None` where a change makes no sense.
pub(super) fn nature(field: &str) -> Option<Nature> {
    if NAMES.contains(&field) {
        None
    } else if FACTS.contains(&field) {
        Some(Nature::Fact)
    } else {
        Some(Nature::Means)
    }
}

/// True if a value of a field can be given up.
pub(super) fn may_go(field: &str, value: &str) -> bool {
    listed(&INTERCHANGEABLE, field).is_none_or(|values| values.contains(&value))
}

/// True if a value of a set may come to an item, by the values that the client has elsewhere.
pub(super) fn may_come(field: &str, value: &str, elsewhere: &[String]) -> bool {
    listed(&INTERCHANGEABLE, field)
        .is_none_or(|values| values.contains(&value) && elsewhere.iter().any(|known| known == value))
}

/// True for a value that would never be advised.
pub(super) fn is_unadvisable(field: &str, value: &str) -> bool {
    listed(&UNADVISABLE, field).is_some_and(|values| values.contains(&value))
}

/// True for a set of measures, which stand beside each other and are not given up.
pub(super) fn holds_measures(field: &str) -> bool {
    MEASURES.contains(&field)
}

fn listed(table: &[(&str, &'static [&'static str])], field: &str) -> Option<&'static [&'static str]> {
    table.iter().find(|(known, _)| *known == field).map(|(_, values)| *values)
}

pub(super) fn may_be_empty(field: &str) -> bool {
    !NEVER_EMPTY.contains(&field)
}
