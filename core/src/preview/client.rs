//! The comparison as it holds for a client with settings of its own.

use std::path::Path;
use std::sync::Arc;

use daicho_rules::{ClientFile, Rulebook, diff};

use super::{Comparison, PreviewOptions};
use crate::error::Error;
use crate::request::{client_file, load};

/// What a client's settings make of a comparison.
pub(super) struct OfClient {
    pub(super) comparison: Comparison,
    /// Methods that the client names.
    pub(super) methods: Vec<String>,
    /// Path of the settings.
    pub(super) config: String,
}

impl Comparison {
    /// Both versions with the settings of a client on top; `None` where there are no settings.
    ///
    /// Packs that the client names stay on top of both versions, except for the one that is compared.
    pub(super) fn of_client(
        &self,
        workbook: &Path,
        options: &PreviewOptions,
    ) -> Result<Option<OfClient>, Error> {
        let config = options.config.as_deref();
        let Some(client) = client_file(workbook, config)? else { return Ok(None) };
        let methods = client.methods().to_vec();
        let config = client.path().display().to_string();
        let chosen = options.assess.methods.as_slice();
        let old = self.side(&self.request.old, client, chosen, options)?;
        let Some(client) = client_file(workbook, options.config.as_deref())? else { return Ok(None) };
        let mut new = self.side(
            &self.request.new,
            client,
            options.new_method.as_ref().map_or(chosen, std::slice::from_ref),
            options,
        )?;
        new.set_parameters(&self.request.parameters)?;
        let (old, new) = (Arc::new(old), Arc::new(new));
        let diff = diff(&old, &new);
        let comparison = Self { request: self.request.clone(), old, new, diff };
        Ok(Some(OfClient { comparison, methods, config }))
    }

    fn side(
        &self,
        pack: &str,
        client: ClientFile,
        methods: &[String],
        options: &PreviewOptions,
    ) -> Result<Rulebook, Error> {
        let mut names = vec![pack.to_owned()];
        if self.request.layers.is_empty() {
            let is_compared = |name: &String| *name == self.request.old || *name == self.request.new;
            names.extend(client.packs().into_iter().filter(|name| !is_compared(name)));
        } else {
            names.extend(self.request.layers.iter().cloned());
        }
        load(&names, Some(client), methods, options.assess.as_of)
    }
}
