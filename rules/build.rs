//! Lists the files of `packs/` so that they are compiled in.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("packs");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut code = String::from("pub(super) static PACKS: &[(&str, &[(&str, &str)])] = &[\n");
    for pack in sorted(&root)? {
        let mut files = Vec::new();
        collect(&pack, &pack, &mut files)?;
        let name = pack.file_name().unwrap_or_default().to_string_lossy();
        let _ = writeln!(code, "({name:?}, &[");
        for (inside, path) in files {
            println!("cargo:rerun-if-changed={}", path.display());
            let _ = writeln!(code, "({inside:?}, include_str!({:?})),", path.display().to_string());
        }
        code.push_str("]),\n");
    }
    code.push_str("];\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("built_in.rs"), code)
}

fn collect(pack: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for path in sorted(folder)? {
        if path.is_dir() {
            collect(pack, &path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml" || e == "rhai" || e == "csv") {
            let inside = path.strip_prefix(pack).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((inside, path));
        }
    }
    Ok(())
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
