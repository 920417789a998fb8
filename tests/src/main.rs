//! Writes the documents that follow from the code.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for (path, text) in tests::documents()? {
        std::fs::write(tests::root().join(path), text)?;
    }
    Ok(())
}
