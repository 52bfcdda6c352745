use std::path::Path;

use super::decrypted;
use crate::read::ReadError;

const PASSWORD: &str = "台帳の鍵";

fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/input").join(name)).unwrap()
}

#[test]
fn both_forms_are_opened_by_their_password_and_by_no_other() {
    for name in ["protected-agile.xlsx", "protected-standard.xlsx"] {
        let bytes = file(name);
        let opened = decrypted(name, &bytes, Some(PASSWORD)).unwrap();
        assert!(zip::ZipArchive::new(std::io::Cursor::new(&opened)).is_ok_and(|zip| zip.len() > 5), "{name}");
        for wrong in ["", "台帳の鍵 ", "VelvetSweatshop"] {
            let error = decrypted(name, &bytes, Some(wrong)).unwrap_err();
            assert!(matches!(error, ReadError::WrongPassword { .. }), "{name}: {error}");
        }
        let error = decrypted(name, &bytes, None).unwrap_err();
        assert!(matches!(error, ReadError::PasswordProtected { .. }), "{name}: {error}");
    }
}

#[test]
fn what_was_changed_after_it_was_encrypted_is_told_by_its_checksum() {
    let mut bytes = file("protected-agile.xlsx");
    // The end of the file is the end of the encrypted workbook: a byte there changes only its last block.
    let package: Vec<usize> = (bytes.len() / 2..bytes.len()).step_by(499).collect();
    let mut told = 0;
    for at in package {
        bytes[at] ^= 1;
        match decrypted("x.xlsx", &bytes, Some(PASSWORD)) {
            Err(ReadError::Damaged { .. }) => told += 1,
            Err(ReadError::WrongPassword { .. }) => panic!("byte {at} is no part of the password"),
            Err(error) => panic!("{error}"),
            // Sectors of the compound file that hold nothing.
            Ok(opened) => assert!(opened.starts_with(b"PK")),
        }
        bytes[at] ^= 1;
    }
    assert!(told > 3, "{told}");
}

#[test]
fn a_cut_or_garbled_file_is_an_error() {
    for name in ["protected-agile.xlsx", "protected-standard.xlsx"] {
        let bytes = file(name);
        for length in (0..bytes.len()).step_by(997) {
            // What is cut off at the end may be filling.
            let opened = decrypted(name, &bytes[..length], Some(PASSWORD));
            assert!(opened.is_err() || length * 10 > bytes.len() * 9, "{name}: {length}");
        }
    }
}
