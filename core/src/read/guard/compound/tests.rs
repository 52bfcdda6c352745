use super::{Compound, Problem, SIGNATURE};

const FREE: u32 = 0xffff_ffff;
const END: u32 = 0xffff_fffe;

/// A compound file of four sectors: the table, the directory, and two of a stream `Book`.
fn compound() -> Vec<u8> {
    let mut bytes = vec![0; 512 * 5];
    bytes[..8].copy_from_slice(&SIGNATURE);
    put16(&mut bytes, 30, 9);
    put16(&mut bytes, 32, 6);
    put(&mut bytes, 48, 1);
    put(&mut bytes, 60, END);
    put(&mut bytes, 68, END);
    put(&mut bytes, 76, 0);
    (1..109).for_each(|part| put(&mut bytes, 76 + 4 * part, FREE));
    (0..128).for_each(|sector| put(&mut bytes, 512 + 4 * sector, FREE));
    for (sector, next) in [(0, 0xffff_fffd), (1, END), (2, 3), (3, END)] {
        put(&mut bytes, 512 + 4 * sector, next);
    }
    entry(&mut bytes, 0, "Root Entry", END, 0);
    entry(&mut bytes, 1, "Book", 2, 4096);
    bytes
}

fn entry(bytes: &mut [u8], index: usize, name: &str, start: u32, length: u32) {
    let at = 1024 + 128 * index;
    for (place, letter) in name.encode_utf16().enumerate() {
        put16(bytes, at + 2 * place, letter);
    }
    put16(bytes, at + 64, u16::try_from(2 * (name.len() + 1)).unwrap());
    put(bytes, at + 116, start);
    put(bytes, at + 120, length);
}

fn put(bytes: &mut [u8], at: usize, number: u32) {
    bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
}

fn put16(bytes: &mut [u8], at: usize, number: u16) {
    bytes[at..at + 2].copy_from_slice(&number.to_le_bytes());
}

#[test]
fn streams_are_found_by_name() {
    let bytes = compound();
    let file = Compound::open(&bytes).unwrap();
    assert!(file.has("BOOK") && !file.has("Workbook") && !file.has("Root Entry"));
    assert_eq!(file.stream("Book").unwrap().map(|stream| stream.len()), Some(1024));
    assert_eq!(file.stream("Workbook"), Ok(None));
}

#[test]
fn chains_that_lead_nowhere_or_in_circles_are_told() {
    let changed = |at: usize, number: u32| {
        let mut bytes = compound();
        put(&mut bytes, at, number);
        bytes
    };
    // The table of sectors starts at 512, the directory is sector 1.
    for (what, bytes, problem) in [
        ("the directory follows itself", changed(512 + 4, 1), Problem::Cycle),
        ("the directory leads out", changed(512 + 4, 90), Problem::Outside),
        ("the directory begins outside", changed(48, 90), Problem::Outside),
        ("two parts of the table are one", changed(80, 0), Problem::Cycle),
        ("a part of the table is outside", changed(80, 90), Problem::Outside),
        ("sectors of no known size", changed(30, 0), Problem::Header),
    ] {
        assert_eq!(Compound::open(&bytes).err(), Some(problem), "{what}");
    }
    let mut bytes = changed(68, 2);
    put(&mut bytes, 72, 1);
    // The list of parts goes on in sector 2, whose last number leads back to it.
    put(&mut bytes, 512 * 4 - 4, 2);
    assert_eq!(Compound::open(&bytes).err(), Some(Problem::Cycle));
    let bytes = changed(512 + 4 * 3, 2);
    assert_eq!(Compound::open(&bytes).unwrap().stream("Book"), Err(Problem::Cycle));
}

proptest::proptest! {
    #[test]
    fn any_numbers_in_any_places_come_to_an_end(
        changes in proptest::collection::vec((0_usize..640, proptest::prelude::any::<u32>(), 0_u32..8), 1..20),
    ) {
        let mut bytes = compound();
        for (place, any, small) in changes {
            put(&mut bytes, place * 4, if any % 3 == 0 { any } else { small });
        }
        bytes[..8].copy_from_slice(&SIGNATURE);
        put16(&mut bytes, 30, 9);
        put16(&mut bytes, 32, 6);
        if let Ok(file) = Compound::open(&bytes) {
            let stream = file.stream("Book");
            assert!(!matches!(stream, Ok(Some(stream)) if stream.len() > bytes.len()));
        }
    }
}
