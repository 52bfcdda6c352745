//! Parameters with other values than in their packs.

use rhai::Dynamic;

use crate::error::PackError;
use crate::names::Kind;
use crate::rulebook::Rulebook;
use crate::text::Text;

impl Rulebook {
    /// Gives parameters other values, as text: of the kind that the pack gave them.
    ///
    /// # Errors
    ///
    /// [`PackError::UnknownParameter`] for a name that no pack defines, [`PackError::ParameterKind`] for a
    /// value of another kind than that of the pack.
    pub fn set_parameters(&mut self, values: &[(String, String)]) -> Result<(), PackError> {
        for (id, value) in values {
            let Some(kind) = self.names.parameters.get(id) else {
                return Err(PackError::UnknownParameter {
                    name: id.clone(),
                    known: self.parameters.keys().cloned().collect(),
                });
            };
            let (constant, wanted) = match kind {
                Kind::Number => (number(value), Text::new("整数", "a whole number")),
                Kind::Flag => (
                    value.parse::<bool>().ok().map(Dynamic::from),
                    Text::new("true か false", "true or false"),
                ),
                _ => (Some(Dynamic::from(value.clone())), Text::default()),
            };
            let Some(constant) = constant else {
                return Err(PackError::ParameterKind { name: id.clone(), value: value.clone(), wanted });
            };
            self.constants.insert(id.clone(), constant);
            let spelled =
                if matches!(kind, Kind::Number) { value.replace([',', '_'], "") } else { value.clone() };
            self.parameters.insert(id.clone(), spelled);
        }
        Ok(())
    }
}

/// A whole number as people write it, with or without its thousands set apart.
fn number(value: &str) -> Option<Dynamic> {
    value.replace([',', '_'], "").parse::<i64>().ok().map(Dynamic::from)
}
