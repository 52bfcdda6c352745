//! BEN-01 to BEN-12: rules that read choices and flags alone.

use super::read::{Codes, and, answer, both, by, by_gravity, flag, is, is_not, or, threat};
use super::{Rule, rule};
use crate::answer::Settled;
use crate::constants::Constants;
use crate::field::Field;
use crate::ledger::BLANK;
use crate::words::{ACQUISITIONS, DEPARTMENTS, DISPOSALS, MEDIA, PLACES, TRANSFERS};

pub(super) fn rules(constants: &Constants) -> [Rule; 12] {
    [
        paper_left_open(constants),
        fax_misdirected(constants),
        removable_carried(constants),
        sent_unencrypted(constants),
        source_unproven(constants),
        paper_thrown_away(constants),
        data_left_readable(constants),
        mobile_lost(constants),
        stored_abroad(constants),
        heard_wrongly(constants),
        access_too_wide(constants),
        only_copy_lost(constants),
    ]
}

fn paper_left_open(constants: &Constants) -> Rule {
    let paper = Codes::one("paper", &MEDIA);
    let open = Codes::of(constants.open_places, &PLACES);
    let desk = Codes::one("desk", &PLACES);
    rule!(|main_medium, kept_at, sensitive, my_number, locked, takeout| answer(
        both(paper.holds(main_medium, Field::MainMedium), open.holds(kept_at, Field::KeptAt)),
        || by_gravity(sensitive, my_number),
        || [is(locked), is_not(takeout), !desk.has(kept_at)],
    ))
}

fn fax_misdirected(constants: &Constants) -> Rule {
    let sent = Codes::one(constants.fax, &TRANSFERS);
    let fax = Codes::one("fax", &ACQUISITIONS);
    rule!(|sent_by, my_number, entrusted, sensitive, acquired_by| answer(
        sent.holds(sent_by, Field::SentBy),
        || by(my_number, Field::MyNumber, 3, 2),
        || [is(entrusted) && is_not(sensitive), acquired_by != BLANK && !fax.has(acquired_by)],
    ))
}

fn removable_carried(constants: &Constants) -> Rule {
    let removable = Codes::of(constants.removable, &MEDIA);
    let handed = Codes::of(&["hand-delivery", "courier"], &TRANSFERS);
    rule!(|main_medium, takeout, encrypted, sensitive, locked, backup, sent_by| answer(
        and(removable.holds(main_medium, Field::MainMedium), || {
            flag(takeout, Field::Takeout, |takeout| {
                if takeout {
                    flag(encrypted, Field::Encrypted, |encrypted| (!encrypted).into())
                } else {
                    Settled::NO
                }
            })
        }),
        || by(sensitive, Field::Sensitive, 3, 2),
        || [is(locked), is(backup), handed.has(sent_by)],
    ))
}

fn sent_unencrypted(constants: &Constants) -> Rule {
    let open = Codes::of(constants.unencrypted, &TRANSFERS);
    let withdrawable = Codes::of(&["encrypted-email", "file-transfer"], &TRANSFERS);
    let office = Codes::of(&["情報システム部", "総務部"], &DEPARTMENTS);
    rule!(|sent_by, encrypted, sensitive, my_number, backup, department| answer(
        and(open.holds(sent_by, Field::SentBy), || {
            flag(encrypted, Field::Encrypted, |encrypted| (!encrypted).into())
        }),
        || by_gravity(sensitive, my_number),
        || [withdrawable.has(sent_by), is(backup), office.has(department)],
    ))
}

fn source_unproven(constants: &Constants) -> Rule {
    let third_party = Codes::one(constants.third_party, &ACQUISITIONS);
    let cloud = Codes::of(&["cloud", "foreign-cloud"], &PLACES);
    rule!(|acquired_by, joint_use, entrusted, kept_at, locked, takeout, encrypted| answer(
        and(third_party.holds(acquired_by, Field::AcquiredBy), || {
            flag(joint_use, Field::JointUse, |joint_use| {
                if joint_use {
                    Settled::NO
                } else {
                    flag(entrusted, Field::Entrusted, |entrusted| (!entrusted).into())
                }
            })
        }),
        || match kept_at {
            BLANK => Settled::asks(Field::KeptAt),
            place => threat(cloud.has(place), 3, 1),
        },
        || [is(locked) && is_not(takeout), is(encrypted)],
    ))
}

fn paper_thrown_away(constants: &Constants) -> Rule {
    let paper = Codes::one("paper", &MEDIA);
    let waste = Codes::of(constants.waste, &DISPOSALS);
    let safe = Codes::of(&["locked-cabinet", "safe"], &PLACES);
    rule!(|main_medium, destroyed_by, sensitive, my_number, entrusted, locked, kept_at| answer(
        both(paper.holds(main_medium, Field::MainMedium), waste.holds(destroyed_by, Field::DestroyedBy)),
        || by_gravity(sensitive, my_number),
        || [is(entrusted), is(locked), safe.has(kept_at)],
    ))
}

fn data_left_readable(constants: &Constants) -> Rule {
    let data = Codes::of(&["electronic", "removable", "voice"], &MEDIA);
    let kept: Vec<&str> = DISPOSALS
        .into_iter()
        .filter(|disposal| ![constants.erasing, "physical-destruction"].contains(disposal))
        .collect();
    let readable = Codes::of(&kept, &DISPOSALS);
    let mobile = Codes::of(&["laptop", "smartphone", "home"], &PLACES);
    let shredder = Codes::one("shredder", &DISPOSALS);
    rule!(|main_medium, destroyed_by, kept_at, entrusted, encrypted, locked, takeout| answer(
        both(data.holds(main_medium, Field::MainMedium), readable.holds(destroyed_by, Field::DestroyedBy)),
        || match kept_at {
            BLANK => Settled::asks(Field::KeptAt),
            place if mobile.has(place) => Settled::number(3),
            _ => by(entrusted, Field::Entrusted, 2, 1),
        },
        || {
            [
                is(encrypted),
                destroyed_by != BLANK && (shredder.has(destroyed_by) || is(locked)),
                is_not(takeout),
            ]
        },
    ))
}

fn mobile_lost(constants: &Constants) -> Rule {
    let mobile = Codes::of(constants.mobile, &PLACES);
    rule!(|kept_at, takeout, encrypted, sensitive, backup| answer(
        and(mobile.holds(kept_at, Field::KeptAt), || flag(takeout, Field::Takeout, Settled::from)),
        || {
            flag(encrypted, Field::Encrypted, |encrypted| {
                if encrypted { Settled::number(1) } else { by(sensitive, Field::Sensitive, 3, 2) }
            })
        },
        || [is(encrypted), is(backup)],
    ))
}

fn stored_abroad(constants: &Constants) -> Rule {
    let abroad = Codes::one(constants.abroad, &PLACES);
    let cloud = Codes::one("cloud", &PLACES);
    let legal = Codes::one("法務部", &DEPARTMENTS);
    rule!(|kept_at, joint_use, sensitive, encrypted, backup, entrusted, department| answer(
        or(abroad.holds(kept_at, Field::KeptAt), || {
            flag(joint_use, Field::JointUse, |joint_use| {
                if joint_use { cloud.holds(kept_at, Field::KeptAt) } else { Settled::NO }
            })
        }),
        || by(sensitive, Field::Sensitive, 3, 2),
        || [is(encrypted) && is(backup), is(entrusted), legal.has(department)],
    ))
}

fn heard_wrongly(constants: &Constants) -> Rule {
    let spoken = Codes::of(constants.spoken, &ACQUISITIONS);
    let taken_down = Codes::of(&["voice", "paper"], &MEDIA);
    let busy = Codes::of(&["営業部", "お客様相談室"], &DEPARTMENTS);
    let fax = Codes::one("fax", &TRANSFERS);
    rule!(|acquired_by, main_medium, entrusted, department, backup, locked, sent_by| answer(
        and(spoken.holds(acquired_by, Field::AcquiredBy), || {
            and(taken_down.holds(main_medium, Field::MainMedium), || {
                flag(entrusted, Field::Entrusted, |entrusted| (!entrusted).into())
            })
        }),
        || match department {
            BLANK => Settled::asks(Field::Department),
            department => threat(busy.has(department), 3, 1),
        },
        || [is(backup) || is(locked), sent_by != BLANK && !fax.has(sent_by)],
    ))
}

fn access_too_wide(constants: &Constants) -> Rule {
    let large = Codes::of(constants.large, &DEPARTMENTS);
    let central = Codes::of(&["server-room", "in-house-server", "file-server"], &PLACES);
    rule!(|department, sensitive, my_number, locked, encrypted, kept_at, joint_use| answer(
        and(large.holds(department, Field::Department), || {
            flag(sensitive, Field::Sensitive, |sensitive| {
                if sensitive { Settled::YES } else { flag(my_number, Field::MyNumber, Settled::from) }
            })
        }),
        || by(my_number, Field::MyNumber, 3, 2),
        || [is(locked) && is(encrypted), central.has(kept_at), is_not(joint_use)],
    ))
}

fn only_copy_lost(constants: &Constants) -> Rule {
    let data = Codes::of(&["electronic", "voice"], &MEDIA);
    let single = Codes::of(constants.single, &PLACES);
    let computer = Codes::of(&["pc", "laptop"], &PLACES);
    rule!(|main_medium, backup, kept_at, encrypted, entrusted, joint_use| answer(
        and(data.holds(main_medium, Field::MainMedium), || {
            flag(backup, Field::Backup, |backup| {
                if backup { Settled::NO } else { single.holds(kept_at, Field::KeptAt) }
            })
        }),
        || threat(computer.has(kept_at), 3, 2),
        || [is(encrypted), is(entrusted) || is(joint_use)],
    ))
}
