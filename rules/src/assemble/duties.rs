//! Duties: what has to be done when something happens to a record.

use serde_spanned::Spanned;

use super::rules::{cases, singulars};
use super::{Assembly, Definition};
use crate::definition::DutyDefinition;
use crate::error::Problem;
use crate::offer::Offer;
use crate::position::SourceText;
use crate::rule::{About, Duty, FOR_ALL};
use crate::rulebook::Rulebook;

/// The only register whose records are known to have duties.
const ITEMS: &str = "items";

impl Assembly<'_> {
    pub(super) fn duty(
        &mut self,
        book: &mut Rulebook,
        pack: &str,
        at: &SourceText<'_>,
        duty: &Spanned<DutyDefinition>,
    ) {
        let duty = duty.get_ref();
        let place = at.content(&duty.id.span());
        let items = book.schema.registers.get(ITEMS);
        let known = items.map(|items| Offer::new(&items.id, &items.title).with_words(&items.names));
        self.known(at, &duty.register, ("義務の台帳", "register for duties"), &Vec::from_iter(known));
        let preliminary_days = duty.preliminary_days.as_ref().map(|days| self.days(at, days));
        if let Some(days) = duty.final_days.as_ref().filter(|days| *days.get_ref() == 0) {
            self.problems.push(Problem::error(
                at.place(days.span().start),
                "final_days は1以上です",
                "`final_days` must be 1 or more",
            ));
        }
        let when = match &duty.when {
            Some(when) => self.compile(at, when),
            None => self.compile_text(FOR_ALL, &place),
        };
        let about = self.about(
            pack,
            at,
            (&duty.id, &duty.name),
            About {
                id: String::new(),
                name: String::new(),
                title: duty.title.clone(),
                why: duty.why.clone(),
                basis: duty.basis.clone(),
                verified: duty.verified,
                status: duty.status,
                since: duty.since.clone(),
                replaced_by: duty.replaced_by.clone(),
                place: place.clone(),
            },
        );
        let Some(when) = when else { return };
        let definition = self.define(book, "rule", &about.id, pack, &place);
        if definition == Definition::Refused {
            return;
        }
        if definition == Definition::Replacing {
            book.forget(&about.id);
        }
        let register = duty.register.get_ref().clone();
        let singulars = singulars(book, &register, &[&when]);
        book.duties.push(Duty {
            about,
            register,
            event: duty.event,
            when,
            manner: duty.manner.clone(),
            say: duty.say.clone(),
            preliminary_days: preliminary_days.flatten(),
            final_days: duty.final_days.as_ref().map(|days| *days.get_ref()),
            singulars,
            cases: cases(at, &duty.cases),
        });
    }

    /// The days from which and until which a first report is due.
    fn days(&mut self, at: &SourceText<'_>, days: &Spanned<Vec<u32>>) -> Option<(u32, u32)> {
        match days.get_ref().as_slice() {
            [from, to] if 0 < *from && from <= to => Some((*from, *to)),
            _ => {
                self.problems.push(
                    Problem::error(
                        at.place(days.span().start),
                        "preliminary_days は二つの日数（何日から何日以内か）です",
                        "`preliminary_days` takes two numbers of days, the lower first",
                    )
                    .with_help("`[3, 5]` のように書きます", "write it like `[3, 5]`"),
                );
                None
            }
        }
    }
}
