//! Whether bytes are a text in UTF-8, and what they are otherwise, by how such files begin.

use super::OwnError;

/// A kind of file that is opened by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// An archive, or a document of an office program, which is one.
    Zip,
    /// A compressed file.
    Gzip,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// Text in UTF-16 or UTF-32, as Windows' older programs save it.
    Wide,
    /// A web page, or other markup.
    Markup,
    /// Text in some other encoding, or no text at all.
    Binary,
}

const STARTS: [(&[u8], Foreign); 10] = [
    (b"PK\x03\x04", Foreign::Zip),
    (b"PK\x05\x06", Foreign::Zip),
    (&[0x1F, 0x8B], Foreign::Gzip),
    (b"%PDF", Foreign::Pdf),
    (b"\x89PNG", Foreign::Picture),
    (&[0xFF, 0xD8, 0xFF], Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (&[0xFF, 0xFE], Foreign::Wide),
    (&[0xFE, 0xFF], Foreign::Wide),
    (&[0, 0, 0xFE, 0xFF], Foreign::Wide),
];

/// The text, without a byte order mark and the white space around it.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, OwnError> {
    if let Some((_, foreign)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(OwnError::Foreign(*foreign));
    }
    if let [0, _, ..] | [_, 0, ..] = bytes.as_slice() {
        return Err(OwnError::Foreign(Foreign::Wide));
    }
    if bytes.contains(&0) {
        return Err(OwnError::Foreign(Foreign::Binary));
    }
    let text = String::from_utf8(bytes).map_err(|_| OwnError::Foreign(Foreign::Binary))?;
    let plain = text.strip_prefix('\u{feff}').unwrap_or(&text);
    match plain.trim_ascii_start().chars().next() {
        None => Err(OwnError::Empty),
        Some('<') => Err(OwnError::Foreign(Foreign::Markup)),
        // Lines and columns are told as an editor counts them.
        Some(_) if plain.len() < text.len() => Ok(plain.to_owned()),
        Some(_) => Ok(text),
    }
}
