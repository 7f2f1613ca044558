//! The hosts' files read as the hosts read them, as far as ours go.

use serde_json::Value;

/// What a host sends for an address: header names in small letters, sorted; and the file, where the host's file names it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sent {
    pub headers: Vec<(String, String)>,
    pub file: Option<String>,
    pub status: Option<u64>,
}

impl Sent {
    pub fn new<N: AsRef<str>>(headers: impl IntoIterator<Item = (N, String)>) -> Self {
        let headers = headers.into_iter().map(|(name, value)| (name.as_ref().to_ascii_lowercase(), value));
        let mut headers: Vec<_> = headers.collect();
        headers.sort();
        Self { headers, ..Self::default() }
    }
}

/// `_headers`: every rule that fits counts; a name twice is joined with a comma.
pub fn underscore(text: &str, address: &str) -> Sent {
    let (mut fits, mut found) = (false, Vec::<(String, String)>::new());
    for line in text.lines() {
        if let Some(header) = line.strip_prefix("  ") {
            let (name, value) = header.split_once(": ").unwrap();
            if fits {
                match found.iter_mut().find(|(known, _)| known == name) {
                    Some((_, known)) => *known = format!("{known}, {value}"),
                    None => found.push((name.to_owned(), value.to_owned())),
                }
            }
        } else {
            fits = line == address || line.strip_suffix('*').is_some_and(|start| address.starts_with(start));
        }
    }
    Sent::new(found)
}

/// `_nginx.conf`: an exact location, else the longest prefix. `missing`: the file is not there.
pub fn nginx(text: &str, address: &str, missing: bool) -> Sent {
    let blocks = text.split("location ").skip(1).map(|block| block.split_once(" {\n").unwrap());
    let exact = blocks.clone().find(|(place, _)| place.strip_prefix("= ") == Some(address));
    let prefix = blocks.filter(|(place, _)| !place.starts_with('=') && address.starts_with(place));
    let Some((_, body)) = exact.or_else(|| prefix.max_by_key(|(place, _)| place.len())) else {
        return Sent::default();
    };
    let mut headers = Vec::new();
    let (mut file, mut status) = (None, None);
    for line in body.lines().map(|line| line.trim().trim_end_matches([';', '}'])) {
        if let Some(header) = line.strip_prefix("add_header ") {
            let (name, value) = header.split_once(" \"").unwrap();
            let (value, always) = value.split_once('"').unwrap();
            if always == " always" || !missing {
                headers.push((name, value.to_owned()));
            }
        } else if let Some(media) = line.strip_prefix("types { } default_type \"") {
            headers.push(("Content-Type", media.trim_end_matches('"').to_owned()));
        } else if let Some(path) = line.strip_prefix("try_files ") {
            file = Some(path.strip_suffix(" =404").unwrap().to_owned());
        } else if let Some(answer) = line.strip_prefix("return ") {
            status = answer.split(' ').next().and_then(|code| code.parse().ok());
        }
    }
    Sent { file, status, ..Sent::new(headers) }
}

/// `_Caddyfile`: the first handle whose path fits; the last one has no matcher and fits everything.
pub fn caddy(text: &str, address: &str) -> Sent {
    let all = text.lines().find_map(|line| line.strip_prefix("@assistant path ")).unwrap();
    let fits = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => address.starts_with(start),
        None => address == pattern,
    };
    if !all.split(' ').any(fits) {
        return Sent::default();
    }
    let (blocks, last) = text.split_once("\n\thandle {").unwrap();
    let exact = blocks.split("\n\t@assistant_").skip(1);
    let path =
        |block: &str| block.lines().find_map(|line| line.trim().strip_prefix("path ")).map(str::to_owned);
    let body = exact.into_iter().find(|block| path(block).as_deref() == Some(address)).unwrap_or(last);
    let mut headers = Vec::new();
    let (mut file, mut status) = (None, None);
    for line in body.lines().map(str::trim) {
        if let Some((name, value)) = line.strip_suffix('"').and_then(|line| line.split_once(" \"")) {
            headers.push((name, value.to_owned()));
        } else if let Some(path) = line.strip_prefix("rewrite * ") {
            file = Some(path.to_owned());
        } else if let Some(code) = line.strip_prefix("respond ") {
            status = code.parse().ok();
        } else if line.starts_with("redir ") {
            status = line.rsplit(' ').next().and_then(|code| code.parse().ok());
        }
    }
    Sent { file, status, ..Sent::new(headers) }
}

/// `staticwebapp.config.json`: see `src/hosting/host_files/azure.rs`.
pub fn azure(text: &str, address: &str) -> Sent {
    let json: Value = serde_json::from_str(text).unwrap();
    let fits = |route: &str| {
        let folder = route.strip_suffix("index.html");
        let wildcard = route.split_once('*').is_some_and(|(start, end)| {
            let endings = end.trim_start_matches(".{").trim_end_matches('}');
            address.starts_with(start)
                && (end.is_empty()
                    || endings.split(',').any(|ending| address.ends_with(&format!(".{ending}"))))
        });
        route == address
            || wildcard
            || folder.is_some_and(|folder| address == folder || Some(address) == folder.strip_suffix('/'))
    };
    let route =
        json["routes"].as_array().unwrap().iter().find(|route| fits(route["route"].as_str().unwrap()));
    let mut headers = json["globalHeaders"].as_object().unwrap().clone();
    let own = route.and_then(|route| route["headers"].as_object()).cloned().unwrap_or_default();
    headers.extend(own);
    let text = |value: Value| value.as_str().unwrap().to_owned();
    let sent =
        headers.into_iter().map(|(name, value)| (name, text(value))).filter(|(_, value)| !value.is_empty());
    Sent {
        file: route.and_then(|route| route.get("rewrite")).cloned().map(text),
        status: route.and_then(|route| route["statusCode"].as_u64()),
        ..Sent::new(sent)
    }
}
