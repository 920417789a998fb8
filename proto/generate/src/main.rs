//! Writes `proto/src/gen` from the `.proto` files: `cargo run -p proto-generate`.
//!
//! Needs no protoc. CI runs it and demands a clean tree.

use std::error::Error;
use std::path::{Path, PathBuf};

use prost::Message;
use prost_types::FileDescriptorSet;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let out = root.join("src/gen");
    let files = proto_files(&root.join("radslag"))?;
    let mut compiler = protox::Compiler::new([&root])?;
    compiler.include_imports(true).include_source_info(true).open_files(&files)?;
    let descriptors = compiler.file_descriptor_set();

    std::fs::create_dir_all(&out)?;
    tonic_prost_build::configure()
        .out_dir(&out)
        .compile_well_known_types(true)
        .extern_path(".google.protobuf", "::pbjson_types")
        .btree_map(".")
        .emit_rerun_if_changed(false)
        .compile_fds(descriptors.clone())?;
    write_json(&out, &descriptors)?;

    let bare = without_comments(descriptors);
    std::fs::write(out.join("descriptors.bin"), bare.encode_to_vec())?;
    format(&out)
}

fn proto_files(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(proto_files(&path)?);
        } else if path.extension().is_some_and(|e| e == "proto") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Proto3 JSON for what events carry. API messages need none.
fn write_json(out: &Path, descriptors: &FileDescriptorSet) -> Result<(), Box<dyn Error>> {
    let mut names = Vec::new();
    for file in &descriptors.file {
        let path = file.name();
        if path.ends_with("/events.proto") || path.ends_with("/types.proto") {
            let package = file.package();
            names.extend(file.message_type.iter().map(|m| format!(".{package}.{}", m.name())));
            names.extend(file.enum_type.iter().map(|e| format!(".{package}.{}", e.name())));
        }
    }
    pbjson_build::Builder::new()
        .out_dir(out)
        .register_descriptors(&descriptors.encode_to_vec())?
        .extern_path(".google.protobuf", "::pbjson_types")
        .btree_map(["."])
        .ignore_unknown_fields()
        .build(&names)?;
    Ok(())
}

/// Reflection does not need comments, and they are most of the bytes.
fn without_comments(mut descriptors: FileDescriptorSet) -> FileDescriptorSet {
    for file in &mut descriptors.file {
        file.source_code_info = None;
    }
    descriptors
}

fn format(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut files: Vec<_> =
        std::fs::read_dir(out)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "rs"));
    files.sort();
    for file in &files {
        // The formatter gives up on a line that is too long and ends in a space.
        let text = std::fs::read_to_string(file)?;
        std::fs::write(file, text.replace(" \n", "\n"))?;
    }
    let done = std::process::Command::new("rustfmt").arg("--edition=2024").args(&files).status()?;
    if done.success() { Ok(()) } else { Err("rustfmt failed".into()) }
}
