//! The fields of the synthetic register.

/// A field of the synthetic register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[expect(missing_docs, reason = "the pack says what they are")]
pub enum Field {
    MainMedium,
    AcquiredBy,
    SentBy,
    KeptAt,
    DestroyedBy,
    Department,
    Sensitive,
    MyNumber,
    Takeout,
    JointUse,
    Entrusted,
    Backup,
    Encrypted,
    Locked,
    Count,
    Retention,
    AcquiredOn,
    ReviewedOn,
    Remarks,
}

impl Field {
    /// All fields, in the order of their numbers.
    pub const ALL: [Self; 19] = [
        Self::MainMedium,
        Self::AcquiredBy,
        Self::SentBy,
        Self::KeptAt,
        Self::DestroyedBy,
        Self::Department,
        Self::Sensitive,
        Self::MyNumber,
        Self::Takeout,
        Self::JointUse,
        Self::Entrusted,
        Self::Backup,
        Self::Encrypted,
        Self::Locked,
        Self::Count,
        Self::Retention,
        Self::AcquiredOn,
        Self::ReviewedOn,
        Self::Remarks,
    ];

    /// Its id in the pack.
    pub fn id(self) -> &'static str {
        match self {
            Self::MainMedium => "main_medium",
            Self::AcquiredBy => "acquired_by",
            Self::SentBy => "sent_by",
            Self::KeptAt => "kept_at",
            Self::DestroyedBy => "destroyed_by",
            Self::Department => "department",
            Self::Sensitive => "sensitive",
            Self::MyNumber => "my_number",
            Self::Takeout => "takeout",
            Self::JointUse => "joint_use",
            Self::Entrusted => "entrusted",
            Self::Backup => "backup",
            Self::Encrypted => "encrypted",
            Self::Locked => "locked",
            Self::Count => "count",
            Self::Retention => "retention",
            Self::AcquiredOn => "acquired_on",
            Self::ReviewedOn => "reviewed_on",
            Self::Remarks => "remarks",
        }
    }

    /// The field that an expression reads under this name.
    pub fn of_variable(name: &str) -> Option<Self> {
        let id = name.strip_suffix("_months").unwrap_or(name);
        Self::ALL.into_iter().find(|field| field.id() == id)
    }
}
