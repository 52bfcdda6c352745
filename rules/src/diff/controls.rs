//! Controls: what shows them, and what they say of themselves.

use super::answers::Versions;
use super::details::{Details, plain, quoted};
use super::rules::verified;
use super::{DefinitionKind, Difference, How};
use crate::expression::Expression;
use crate::rule::{Control, ControlLevel};
use crate::rulebook::Rulebook;
use crate::situation::Subject;
use crate::text::Text;

impl Versions<'_> {
    /// Controls that are different.
    pub(super) fn controls(&self) -> Vec<Difference> {
        let (old, new) = (&self.old.controls, &self.new.controls);
        let alone = |control: &Control, how| {
            Difference::bare(DefinitionKind::Control, &control.id, &control.title, how)
        };
        let mut found = Vec::new();
        for control in new.values() {
            match old.get(&control.id) {
                Some(known) => found.extend(self.one_control(known, control)),
                None => found.push(alone(control, How::Added)),
            }
        }
        let gone = old.values().filter(|control| !new.contains_key(&control.id));
        found.extend(gone.map(|control| alone(control, How::Removed)));
        found
    }

    fn one_control(&self, old: &Control, new: &Control) -> Option<Difference> {
        let mut found = Difference::bare(DefinitionKind::Control, &new.id, &new.title, How::Changed);
        let parts = |control: &Control| -> Vec<Expression> {
            control.present.iter().chain(&control.denied).cloned().collect()
        };
        let (before, after) = (parts(old), parts(new));
        found.take(self.answers((Subject::Control(old), &before), (Subject::Control(new), &after)));
        let mut details = Details::default();
        details.wording(("題名", "title"), &old.title, &new.title);
        let family = |book: &Rulebook, id: &str| {
            let known = book.schema.families.iter().find(|family| family.id == id);
            known.map_or_else(|| Text::same(id), |family| family.title.clone())
        };
        let level = |level| match level {
            ControlLevel::S => Text::new("S（必須）", "S (required)"),
            ControlLevel::A => Text::new("A（推奨）", "A (desirable)"),
        };
        details.wording(("区分", "family"), &family(self.old, &old.family), &family(self.new, &new.family));
        details.value(("水準", "level"), &level(old.level), &level(new.level));
        details.entries(
            ("台帳での別の呼び名", "other wordings"),
            &old.names,
            &new.names,
            |name| quoted(&plain(name)),
            true,
        );
        details.entries(("効く媒体", "media"), &old.media, &new.media, |id| self.medium(id), true);
        details.entries(("根拠", "basis"), &old.basis, &new.basis, plain, false);
        details.wording(("検証", "verification"), &verified(old.verified), &verified(new.verified));
        let (present, denied) = (("実施を示す式", "what shows it"), ("未実施を示す式", "what denies it"));
        details.expression(present, old.present.as_ref(), new.present.as_ref(), false);
        details.expression(denied, old.denied.as_ref(), new.denied.as_ref(), false);
        found.details = details.list;
        found.if_any()
    }

    /// A control as something that is spoken of.
    pub(super) fn control(&self, id: &str) -> Text {
        let known = self.new.controls.get(id).or_else(|| self.old.controls.get(id));
        quoted(&known.map_or_else(|| Text::same(id), |control| control.title.clone()))
    }

    /// The title of a medium.
    fn medium(&self, id: &str) -> Text {
        let field = self.new.schema.field("items", "media");
        field.map_or_else(|| Text::same(id), |field| self.new.schema.value_title(field, id))
    }
}
