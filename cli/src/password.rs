//! Passwords of workbooks: from a file, the environment or the terminal, never from an argument.

use std::io::{IsTerminal as _, stdin};
use std::path::Path;
use std::time::Duration;

use daicho_core::read::{Limits, Password, ReadError, ReadOptions};
use daicho_core::{Error, Lang};

use crate::args::PasswordArgs;
use crate::helper;
use crate::output::Output;

/// The variable that may hold the password.
const VARIABLE: &str = "DAICHO_PASSWORD";
/// How often a password is asked for.
const TRIES: usize = 3;

/// Reads a workbook with the password that is given; on a terminal one that is lacking or wrong is asked for.
pub(crate) fn unlocked<T>(
    file: &Path,
    args: &PasswordArgs,
    output: &mut Output,
    mut read: impl FnMut(&ReadOptions) -> Result<T, Error>,
) -> anyhow::Result<T> {
    let mut options = ReadOptions {
        password: given(args, output.lang)?,
        helper: helper::helper(),
        limits: Limits { time: Some(Duration::from_secs(args.time_limit)), ..Limits::default() },
    };
    let mut done = read(&options);
    for _ in 0..TRIES {
        let wanted = matches!(
            &done,
            Err(Error::Read(ReadError::PasswordProtected { .. } | ReadError::WrongPassword { .. }))
        );
        if !wanted || !stdin().is_terminal() {
            break;
        }
        let prompt = match output.lang {
            Lang::Ja => format!("`{}` のパスワード: ", file.display()),
            Lang::En => format!("password for `{}`: ", file.display()),
        };
        match rpassword::prompt_password(prompt) {
            Ok(typed) if !typed.is_empty() => options.password = Some(Password::new(typed)),
            _ => break,
        }
        done = read(&options);
    }
    Ok(done?)
}

fn given(args: &PasswordArgs, lang: Lang) -> anyhow::Result<Option<Password>> {
    if let Some(path) = &args.password_file {
        let failed = |error: std::io::Error| {
            anyhow::anyhow!(match lang {
                Lang::Ja => format!("パスワードのファイル `{}` を読めません（{error}）", path.display()),
                Lang::En => format!("the password file `{}` cannot be read ({error})", path.display()),
            })
        };
        return Password::from_file(path).map(Some).map_err(failed);
    }
    Ok(std::env::var(VARIABLE).ok().map(Password::new))
}
