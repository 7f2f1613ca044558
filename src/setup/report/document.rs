//! A report laid out: what the page draws, what is printed, and the HTML file are the same blocks.

/// A report's pages in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The language's tag.
    pub language: &'static str,
    /// The title.
    pub title: String,
    /// What stands below it, in order.
    pub blocks: Vec<Block>,
}

/// A piece of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The heading of a section.
    Heading(String),
    /// The heading of a part of a section.
    Part(String),
    /// A sentence.
    Text(String),
    /// Names and what they are.
    Facts(Vec<(String, String)>),
    /// A table; the first cell of a row is its heading.
    Table {
        /// What is in it.
        caption: String,
        /// The columns.
        head: Vec<String>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
}

/// No script can run, and nothing is loaded: the file holds all it needs.
const HEAD: &str = "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
<meta name=\"referrer\" content=\"no-referrer\">\n";
const STYLE: &str = "@page{margin:18mm 16mm}body{font:14px/1.45 system-ui,sans-serif;color:#1a1f26;max-width:860px;\
margin:24px auto;padding:0 16px;overflow-wrap:anywhere}h1{font-size:22px}h2{font-size:17px;margin:28px 0 8px}\
h3{font-size:14px;margin:16px 0 4px}p{margin:4px 0}table{border-collapse:collapse;width:100%;font-size:13px}\
caption{text-align:start;color:#55606d;padding-bottom:4px}th,td{text-align:start;vertical-align:top;\
padding:4px 10px 4px 0;border-bottom:1px solid #d5dae0;font-weight:400}thead th{color:#55606d;font-weight:600}\
tr{break-inside:avoid}h2,h3{break-after:avoid}dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;\
margin:0}dt{color:#55606d}dd{margin:0}@media print{body{margin:0;padding:0;max-width:none;font-size:10.5pt}}";

impl Document {
    /// A file of its own, without script.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut html = Html(String::new());
        html.raw("<!doctype html>\n<html lang=\"").text(self.language).raw("\">\n<head>\n").raw(HEAD);
        html.element("title", &self.title).raw("<style>").raw(STYLE).raw("</style>\n</head>\n<body>\n");
        html.element("h1", &self.title);
        for block in &self.blocks {
            html.block(block);
        }
        html.raw("</body>\n</html>\n");
        html.0
    }
}

struct Html(String);

impl Html {
    /// Markup of ours.
    fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Anybody's text; it cannot end an element or an attribute.
    fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                _ => self.0.push(c),
            }
        }
        self
    }

    fn element(&mut self, name: &str, text: &str) -> &mut Self {
        self.raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">\n")
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => self.element("h2", text),
            Block::Part(text) => self.element("h3", text),
            Block::Text(text) => self.element("p", text),
            Block::Facts(facts) => {
                self.raw("<dl>\n");
                for (name, value) in facts {
                    self.element("dt", name).element("dd", value);
                }
                self.raw("</dl>\n")
            }
            Block::Table { caption, head, rows } => {
                self.raw("<table>\n").element("caption", caption).raw("<thead><tr>");
                for cell in head {
                    self.raw("<th scope=\"col\">").text(cell).raw("</th>");
                }
                self.raw("</tr></thead>\n<tbody>\n");
                for row in rows {
                    self.row(row);
                }
                self.raw("</tbody>\n</table>\n")
            }
        };
    }

    fn row(&mut self, cells: &[String]) {
        self.raw("<tr>");
        if let Some((first, others)) = cells.split_first() {
            self.raw("<th scope=\"row\">").text(first).raw("</th>");
            for cell in others {
                self.raw("<td>").text(cell).raw("</td>");
            }
        }
        self.raw("</tr>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name in the tenant is anybody's text.
    #[test]
    fn no_text_becomes_markup() {
        let hostile = "</td><script>alert(1)</script><img src=x onerror=\"alert('1')\">&lt;";
        let text = || hostile.to_owned();
        let document = Document {
            language: "en",
            title: text(),
            blocks: vec![
                Block::Heading(text()),
                Block::Part(text()),
                Block::Text(text()),
                Block::Facts(vec![(text(), text())]),
                Block::Table { caption: text(), head: vec![text()], rows: vec![vec![text(), text()]] },
            ],
        };
        let html = document.to_html();
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("onerror=\""));
        let escaped = "&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x \
                       onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;lt;";
        assert_eq!(html.matches(escaped).count(), 11);
        assert!(html.contains("default-src 'none'"));
    }
}
