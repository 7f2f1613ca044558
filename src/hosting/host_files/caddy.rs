//! `_Caddyfile`: directives of Caddy, to be imported into a site.

use super::Site;
use crate::hosting::headers::{Header, common, missing};
use crate::hosting::media::media_type;

const HEAD: &str = "\
# Written by `cargo xtask configure`. Import it into a site whose root is the folder that holds the base path; see docs/hosting/caddy.md.
";

impl Site {
    pub(super) fn caddy(&self) -> String {
        let base = self.base.as_str();
        let mut text = String::from(HEAD);
        let all = if base.is_empty() { "/*".to_owned() } else { [base, " ", base, "/*"].concat() };
        text.push_str(&["@assistant path ", &all, "\nhandle @assistant {\n"].concat());
        let mut number = 0;
        let mut block = |paths: &[&str], file: Option<&str>, headers: &[Header], directives: &[&str]| {
            // The first handle that fits answers; the one without a matcher fits everything.
            if paths.is_empty() {
                text.push_str("\thandle {\n");
            } else {
                number += 1;
                let matcher = format!("@assistant_{number}");
                text.push_str(&["\t", &matcher, " {\n\t\tpath ", &paths.concat(), "\n"].concat());
                if let Some(file) = file {
                    // A file that is gone is answered as one that never was, and so never kept.
                    text.push_str(&["\t\tfile ", file, "\n"].concat());
                }
                text.push_str(&["\t}\n\thandle ", &matcher, " {\n"].concat());
            }
            text.push_str("\t\theader {\n");
            for (name, value) in common().iter().chain(headers) {
                text.push_str(&["\t\t\t", name, " \"", value, "\"\n"].concat());
            }
            text.push_str("\t\t}\n");
            for directive in directives {
                text.push_str(&["\t\t", directive, "\n"].concat());
            }
            text.push_str("\t}\n");
        };
        for answer in &self.answers {
            let file = [base, "/", &answer.file].concat();
            let mut headers = answer.headers.clone();
            headers.push(("Content-Type", media_type(&answer.file).to_owned()));
            let directives =
                [&["rewrite * ", &file].concat(), "file_server {\n\t\t\tprecompressed br gzip\n\t\t}"];
            block(&[base, &answer.address], Some(&file), &headers, &directives);
        }
        for folder in self.slashless() {
            let target = ["redir * ", base, folder, "/?{query} 308"].concat();
            block(&[base, folder], None, &missing(), &[&target]);
        }
        block(&[], None, &missing(), &["respond 404"]);
        text.push_str("}\n");
        text
    }
}
