//! Records that rules leave alone.

use serde_spanned::Spanned;

use super::Departures;
use crate::client::definition::{CellDefinition, ExceptionDefinition};
use crate::client::layer::Exception;
use crate::client::mapping::{field_named, unknown_field};
use crate::error::Problem;
use crate::text::Text;

impl Departures<'_, '_> {
    pub(super) fn except(&mut self, given: &Spanned<ExceptionDefinition>) {
        let given = given.get_ref();
        let place = self.at.content(&given.rule.span());
        let rule = self.rule(&given.rule);
        let grounds =
            self.grounds(given.reason.as_ref(), given.approved_by.as_ref(), given.until.as_ref(), &place);
        let Some((_, id)) = rule else { return };
        let (register, singulars) = self.register_of(&id);
        if register == "ledger" {
            let problem = Problem::error(
                place,
                format!("`{id}` は台帳全体のチェックなので、行を除外できません"),
                format!("`{id}` judges the ledger as a whole, so no record can be excepted"),
            );
            self.assembly.problems.push(
                problem
                    .with_help("[[override]] の off = true を使います", "use [[override]] with off = true"),
            );
            return;
        }
        let fields = self.fields(&register, &singulars, given);
        let values = self.tuples(given);
        let title = self.about(&id).map_or_else(|| Text::same(&id), |about| about.title.clone());
        if let (Some(fields), Some(values), Some(grounds)) = (fields, values, grounds) {
            self.layer.exceptions.push(Exception { rule: id, title, register, fields, values, grounds });
        }
    }

    fn fields(
        &mut self,
        register: &str,
        singulars: &[String],
        given: &ExceptionDefinition,
    ) -> Option<Vec<String>> {
        let mut fields = Vec::new();
        for field in &given.fields {
            let name = field.get_ref();
            let known = field_named(&self.book.schema, register, name).map(|field| field.id.clone());
            let known = known.or_else(|| singulars.contains(name).then(|| name.clone()));
            let problem = unknown_field(&self.book.schema, register, name, self.at.content(&field.span()));
            match known {
                Some(id) => fields.push(id),
                None => self.assembly.problems.push(problem),
            }
        }
        if given.fields.is_empty() {
            let place = self.at.content(&given.rule.span());
            self.refuse(
                place,
                "fields に、行を見分ける項目を書きます",
                "`fields` must name the fields that tell the records",
            );
        }
        (!fields.is_empty() && fields.len() == given.fields.len()).then_some(fields)
    }

    fn tuples(&mut self, given: &ExceptionDefinition) -> Option<Vec<Vec<String>>> {
        let (place, wanted) = (self.at.place(given.values.span().start), given.fields.len());
        let mut whole = true;
        for tuple in given.values.get_ref() {
            let got = tuple.get_ref().len();
            if got != wanted {
                whole = false;
                self.refuse(
                    self.at.place(tuple.span().start),
                    format!("fields は{wanted}項目ですが、値が{got}個あります"),
                    format!("there are {wanted} fields, but {got} values"),
                );
            }
        }
        if given.values.get_ref().is_empty() {
            self.refuse(place, "values が空です", "`values` is empty");
            return None;
        }
        let texts = |tuple: &Spanned<Vec<_>>| tuple.get_ref().iter().map(CellDefinition::text).collect();
        whole.then(|| given.values.get_ref().iter().map(texts).collect())
    }
}
