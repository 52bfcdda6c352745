//! BEN-13 to BEN-20: rules that read counts, days and texts as well.

use memchr::memmem::Finder;

use super::read::{Codes, age, and, answer, both, by, flag, is, number, threat};
use super::{Rule, rule};
use crate::answer::Settled;
use crate::constants::Constants;
use crate::field::Field;
use crate::ledger::NO_NUMBER;
use crate::words::{ACQUISITIONS, DEPARTMENTS, DISPOSALS, MEDIA, PLACES, TRANSFERS};

pub(super) fn rules(constants: &Constants) -> [Rule; 8] {
    [
        many_in_open_place(constants),
        many_sent_at_once(constants),
        much_kept_long(constants),
        kept_beyond_limit(constants),
        review_overdue(constants),
        usb_noted(constants),
        passed_on_noted(constants),
        counter_papers_sent(constants),
    ]
}

/// True if a count is known and within a limit.
fn within(count: i64, limit: i64) -> bool {
    count != NO_NUMBER && count <= limit
}

fn many_in_open_place(constants: &Constants) -> Rule {
    let open = Codes::of(&["desk", "shelf", "office", "cabinet", "shared-folder"], &PLACES);
    let (many, very_many, limit) = (constants.many, constants.very_many, constants.many_limit);
    rule!(|count, kept_at, locked, encrypted, backup| answer(
        number(count, Field::Count, |count| {
            both((count >= many).into(), open.holds(kept_at, Field::KeptAt))
        }),
        || threat(count >= very_many, 3, 2),
        || [is(locked), is(encrypted) || is(backup), within(count, limit - 1)],
    ))
}

fn many_sent_at_once(constants: &Constants) -> Rule {
    let sent = Codes::of(&["email", "usb-carried", "cloud-share"], &TRANSFERS);
    let (many, very_many) = (constants.sent, constants.very_much_sent);
    rule!(|sent_by, count, encrypted, sensitive, locked, entrusted| answer(
        and(sent.holds(sent_by, Field::SentBy), || {
            number(count, Field::Count, |count| {
                and((count > many).into(), || {
                    flag(encrypted, Field::Encrypted, |encrypted| (!encrypted).into())
                })
            })
        }),
        || if count > very_many { Settled::number(3) } else { by(sensitive, Field::Sensitive, 3, 2) },
        || [is(locked), is(entrusted)],
    ))
}

fn much_kept_long(constants: &Constants) -> Rule {
    let (exposed, very_exposed, short) = (constants.exposed, constants.very_exposed, constants.short);
    rule!(|count, retention_months, encrypted, locked, backup| answer(
        number(count, Field::Count, |count| {
            number(retention_months, Field::Retention, |months| (count * months >= exposed).into())
        }),
        || threat(count * retention_months >= very_exposed, 3, 2),
        || [is(encrypted) && is(locked), is(backup), retention_months <= short],
    ))
}

fn kept_beyond_limit(constants: &Constants) -> Rule {
    let kept = Codes::of(&["warehouse", "archive-room", "shared-folder", "file-server", "cloud"], &PLACES);
    let shredder = Codes::one("shredder", &DISPOSALS);
    let (month, long) = (constants.month, constants.long_beyond);
    rule!(|acquired_on, retention_months, kept_at, destroyed_by, locked| answer(
        age(acquired_on, Field::AcquiredOn, |age| {
            number(retention_months, Field::Retention, |months| {
                both((age > months * month).into(), kept.holds(kept_at, Field::KeptAt))
            })
        }),
        || age(acquired_on, Field::AcquiredOn, |age| { threat(age > retention_months * month + long, 3, 1) }),
        || [shredder.has(destroyed_by), is(locked)],
    ))
}

fn review_overdue(constants: &Constants) -> Rule {
    let (review, long) = (constants.review, constants.long_review);
    let (many, limit) = (constants.reviewed_many, constants.review_limit);
    rule!(|reviewed_on, count, entrusted, backup| answer(
        age(reviewed_on, Field::ReviewedOn, |age| {
            and((age > review).into(), || number(count, Field::Count, |count| (count >= many).into()))
        }),
        || age(reviewed_on, Field::ReviewedOn, |age| threat(age > long, 3, 2)),
        || [is(entrusted), is(backup), within(count, limit)],
    ))
}

fn usb_noted(constants: &Constants) -> Rule {
    let usb = Finder::new(constants.usb);
    let lost = Finder::new(constants.lost);
    let sealed = Finder::new(constants.sealed);
    rule!(|remarks, encrypted, locked| answer(
        match remarks.as_bytes() {
            [] => Settled::asks(Field::Remarks),
            text => and(usb.find(text).is_some().into(), || {
                flag(encrypted, Field::Encrypted, |encrypted| (!encrypted).into())
            }),
        },
        || threat(lost.find(remarks.as_bytes()).is_some(), 3, 2),
        || [is(locked), sealed.find(remarks.as_bytes()).is_some()],
    ))
}

fn passed_on_noted(constants: &Constants) -> Rule {
    let passed_on = Finder::new(constants.passed_on);
    let overseas = Finder::new(constants.overseas);
    let (agreed, limit) = (constants.agreed, constants.passed_limit);
    rule!(|remarks, entrusted, encrypted, locked, count| answer(
        match remarks.as_bytes() {
            [] => Settled::asks(Field::Remarks),
            text => (passed_on.find(text).is_some() || overseas.find(text).is_some()).into(),
        },
        || by(entrusted, Field::Entrusted, 2, 3),
        || [is(encrypted) || is(locked), remarks.ends_with(agreed), within(count, limit)],
    ))
}

fn counter_papers_sent(constants: &Constants) -> Rule {
    let counters = Codes::of(constants.counters, &DEPARTMENTS);
    let taken = Codes::of(&["hand-over", "application-form", "postal-mail"], &ACQUISITIONS);
    let sent = Codes::of(&["postal-mail", "courier", "hand-delivery", "fax"], &TRANSFERS);
    let tracked = Codes::of(&["courier", "registered-mail"], &TRANSFERS);
    let electronic = Codes::one("electronic", &MEDIA);
    let (many, very_many) = (constants.counter, constants.large_counter);
    rule!(|department, acquired_by, sent_by, count, backup, main_medium| answer(
        and(counters.holds(department, Field::Department), || {
            and(taken.holds(acquired_by, Field::AcquiredBy), || {
                and(sent.holds(sent_by, Field::SentBy), || {
                    number(count, Field::Count, |count| (count >= many).into())
                })
            })
        }),
        || threat(count >= very_many, 2, 1),
        || [is(backup) || electronic.has(main_medium), tracked.has(sent_by)],
    ))
}
