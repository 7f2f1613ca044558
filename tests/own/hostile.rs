//! Files that are huge, broken or made to do harm: each ends in an error, soon, and nothing is left of it.

use crate::kinds::{recording, report, schema};
use crate::{open, refused};
use assistant::own::{self, Foreign, MAX_BYTES, OwnError, What};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn bytes(bytes: &[u8]) -> OwnError {
    own::open(bytes.to_vec()).unwrap_err()
}

/// I12, I14
#[test]
fn other_kinds_of_files_have_their_own_sentence() {
    let wide: Vec<u8> = "{\"a\":1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big_endian: Vec<u8> = "{\"a\":1}".encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (file, foreign) in [
        (&b"PK\x03\x04\x14\0"[..], Foreign::Zip),
        (b"\x1F\x8B\x08\0", Foreign::Gzip),
        (b"%PDF-1.7\n", Foreign::Pdf),
        (b"\x89PNG\r\n", Foreign::Picture),
        (b"\xFF\xD8\xFF\xE0", Foreign::Picture),
        (&[&[0xFF, 0xFE], &wide[..]].concat(), Foreign::Wide),
        (&wide, Foreign::Wide),
        (&big_endian, Foreign::Wide),
        (b"<!doctype html><title>Sign in</title>", Foreign::Markup),
        (b" \n<script>alert(1)</script>", Foreign::Markup),
        (b"{\"a\":\"\0\"}", Foreign::Binary),
        (b"{\"a\":\"\xE4\"}", Foreign::Binary),
    ] {
        assert_eq!(bytes(file), OwnError::Foreign(foreign), "{file:?}");
    }
    for empty in [&b""[..], b" \r\n\t", b"\xEF\xBB\xBF"] {
        assert_eq!(bytes(empty), OwnError::Empty);
    }
}

#[test]
fn what_is_no_json_says_where_it_ends_to_be() {
    assert_eq!(refused("{\n  \"a\": 1,\n  b\n}"), OwnError::NotJson { line: 3, column: 3, cut: false });
    let whole = schema();
    let cut = refused(&whole[..whole.len() / 2]);
    assert!(matches!(cut, OwnError::NotJson { cut: true, .. }), "{cut:?}");
}

/// I10, I11
#[test]
fn what_is_too_much_is_refused_soon() {
    let schema = schema();
    let in_schema = |json: &str| schema.replacen('{', &["{\"x\":", json, ","].concat(), 1);
    let deep = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    let items = |count: usize| ["[0", &",0".repeat(count), "]"].concat();
    let text = |length: usize| ["\"", &"a".repeat(length), "\""].concat();
    let marked = |format: &str, json: &str| {
        ["{\"format\":\"total-setup-", format, "\",\"version\":1,\"x\":", json, "}"].concat()
    };
    let much = OwnError::TooMuch;
    for (name, file, expected) in [
        ("a huge file", " ".repeat(MAX_BYTES + 1), OwnError::TooLarge),
        ("a huge schema", in_schema(&text(9 << 20)), OwnError::LargerThan(What::Schema)),
        ("a huge report", marked("report", &text(1 << 20)), OwnError::LargerThan(What::Report)),
        ("a deep list", deep(100_000), OwnError::Unknown { members: Vec::new() }),
        ("a deep schema", in_schema(&deep(100_000)), much(What::Schema)),
        ("a schema a little too deep", in_schema(&deep(33)), much(What::Schema)),
        ("a deep report", marked("report", &deep(100_000)), much(What::Report)),
        ("a deep recording", marked("recording", &deep(100_000)), much(What::Recording)),
        ("a deep backup", marked("backup", &deep(100_000)), much(What::Backup)),
        ("a long list", items(10_000_000), OwnError::Unknown { members: Vec::new() }),
        ("a long list in a schema", in_schema(&items(3_000_000)), much(What::Schema)),
        ("a long list in a report", marked("report", &items(400_000)), much(What::Report)),
        ("a long list in a recording", marked("recording", &items(10_000_000)), much(What::Recording)),
        ("a long text in a schema", in_schema(&text(70_000)), much(What::Schema)),
    ] {
        let begun = Instant::now();
        assert_eq!(refused(&file), expected, "{name}");
        assert!(begun.elapsed() < Duration::from_secs(10), "{name}");
    }
}

/// I13
#[test]
fn two_members_of_one_name_and_a_secret_are_refused_by_name_alone() {
    let schema = schema();
    let with = |members: &str| refused(&schema.replacen('{', &["{", members, ","].concat(), 1));
    assert_eq!(with(r#""x":{"a":1,"\u0061":2}"#), OwnError::NamedTwice(What::Schema));
    let secret = |name: &str| OwnError::HoldsSecret(What::Schema, Some(name.to_owned()));
    assert_eq!(with(r#""clientSecret":"hush hush""#), secret("clientSecret"));
    assert_eq!(with(r#""note":"Bearer tsa_0f1e2d3c4b5a6978""#), secret("note"));
    let told = format!("{:?}", with(r#""note":"eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIwIn0.c2ln""#));
    assert!(told.contains("note") && !told.contains("eyJ"), "{told}");
    let report = report().replacen('{', "{\"secretToken\":\"x\",", 1);
    assert_eq!(refused(&report), OwnError::HoldsSecret(What::Report, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_the_bytes_are_there_is_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(own::open(bytes).is_err());
    }

    #[test]
    fn whatever_the_json_is_there_is_an_end(text in "[\\[\\]{}:,\"0 ]{0,40}|\\{\"(format|schema|version|synchronizationRules)\":[\\[\\]{}:,\"0]{0,20}\\}") {
        prop_assert!(open(&text).is_err());
    }

    /// A good file with a piece of it gone, twice there or overwritten.
    #[test]
    fn whatever_is_done_to_a_good_file_there_is_an_end(
        which in 0_usize..3, from in 0.0..1.0_f64, length in 1_usize..200, way in 0_usize..3, other in any::<u8>(),
    ) {
        let mut file = [schema(), report(), recording().to_owned()][which].clone().into_bytes();
        let from = (file.len() as f64 * from) as usize;
        let to = (from + length).min(file.len());
        match way {
            0 => drop(file.drain(from..to)),
            1 => {
                let piece = file[from..to].to_vec();
                drop(file.splice(from..from, piece));
            }
            _ => file[from] = other,
        }
        // Refused or taken: a value may have changed into another good one.
        drop(own::open(file));
    }
}
