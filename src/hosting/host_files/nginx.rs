//! `_nginx.conf`: `location` blocks, to be included in a `server`.

use super::Site;
use crate::hosting::headers::{Header, NEVER_KEPT, common, missing};
use crate::hosting::media::media_type;

const HEAD: &str = "\
# Written by `cargo xtask configure`. Include it in a server whose root is the folder that holds the base path; see docs/hosting/nginx.md.
";

impl Site {
    pub(super) fn nginx(&self) -> String {
        let base = self.base.as_str();
        let mut text = String::from(HEAD);
        // nginx hands add_header down only to blocks that have none of their own, so each block names all.
        let mut block = |place: &[&str], headers: &[Header], lines: &[&str]| {
            text.push_str(&["location ", &place.concat(), " {\n"].concat());
            for (name, value) in common().iter().chain(headers) {
                // A file that is gone must not be remembered as gone.
                let kept = *name == "Cache-Control" && value != NEVER_KEPT;
                let always = if kept { "" } else { " always" };
                text.push_str(&["  add_header ", name, " \"", value, "\"", always, ";\n"].concat());
            }
            for line in lines {
                text.push_str(&["  ", line, ";\n"].concat());
            }
            text.push_str("}\n");
        };
        for answer in &self.answers {
            let file = ["try_files ", base, "/", &answer.file, " =404"].concat();
            // No table of media types is asked, so that it does not matter how old it is.
            let media = ["types { } default_type \"", media_type(&answer.file), "\""].concat();
            block(&["= ", base, &answer.address], &answer.headers, &[&media, &file]);
        }
        for folder in self.slashless() {
            // Relative, so that scheme and port stay those of the browser behind any proxy.
            let target = ["return 308 ", base, folder, "/$is_args$args"].concat();
            block(&["= ", base, folder], &missing(), &["absolute_redirect off", &target]);
        }
        block(&[base, "/"], &missing(), &["return 404"]);
        text
    }
}
