//! `staticwebapp.config.json` of Azure Static Web Apps.
//!
//! The first route that fits counts, a route of an `index.html` fits its folder too, a route's headers replace the global ones,
//! and an empty value takes a header away (Microsoft: *Configure Azure Static Web Apps*).

use super::Site;
use crate::hosting::headers::{Header, common, missing};
use crate::hosting::media::media_type;
use serde_json::{Map, Value, json};

impl Site {
    pub(super) fn azure(&self) -> String {
        let base = self.base.as_str();
        let global: Vec<Header> = common().into_iter().chain(missing()).collect();
        let mut routes = Vec::new();
        for folder in self.slashless() {
            let (from, to) = ([base, folder].concat(), [base, folder, "/"].concat());
            routes.push(json!({ "route": from, "redirect": to, "statusCode": 308 }));
        }
        for answer in &self.answers {
            if answer.address.ends_with('/') {
                continue;
            }
            let mut route = Map::new();
            route.insert("route".to_owned(), [base, &answer.address].concat().into());
            if answer.address.strip_prefix('/') != Some(&answer.file) {
                route.insert("rewrite".to_owned(), [base, "/", &answer.file].concat().into());
            }
            let headers: Vec<Header> = common().into_iter().chain(answer.headers.clone()).collect();
            route.insert("headers".to_owned(), difference(&global, &headers));
            routes.push(route.into());
        }
        // Azure has no list of what it does not serve; copies and files for other hosts are nobody's business.
        for hidden in ["/_*", "/*.{br,gz}"] {
            routes.push(json!({ "route": format!("{base}{hidden}"), "statusCode": 404 }));
        }
        let media: Map<String, Value> = ["wasm", "webmanifest", "js", "ts"]
            .iter()
            .map(|ending| ([".", ending].concat(), media_type(&["a.", ending].concat()).into()))
            .collect();
        // In one line: the file is full of names, and Azure counts white space.
        let text = json!({
            "globalHeaders": difference(&[], &global),
            "mimeTypes": media,
            "routes": routes,
            "trailingSlash": "auto",
        });
        [text.to_string(), "\n".to_owned()].concat()
    }
}

/// What turns `global` into `wanted`.
fn difference(global: &[Header], wanted: &[Header]) -> Value {
    let changed = wanted.iter().filter(|header| !global.contains(header));
    let gone = global.iter().filter(|(name, _)| !wanted.iter().any(|(wanted, _)| wanted == name));
    let changed = changed.map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())));
    Value::Object(changed.chain(gone.map(|(name, _)| ((*name).to_owned(), Value::from("")))).collect())
}
