//! What `config.json` may say, and that whatever is wrong names its key.

use assistant::config::{BaseUrl, Cloud, Config, Page, Rule, Tenant, csp};
use assistant::setup::product::{Console, Product};
use serde_json::{Value, json};
use url::Url;

const CLIENT: &str = "11111111-2222-3333-4444-555555555555";

fn parse(json: &Value) -> Result<Config, assistant::config::ConfigError> {
    Config::parse(&json.to_string())
}

#[test]
fn an_empty_object_is_the_demo_of_total() {
    let config = Config::parse("\u{feff}{}").unwrap();
    assert_eq!(config, Config::default());
    assert_eq!(config.sign_in, None);
    assert_eq!(config.product, Product::total());
    assert_eq!(config.endpoints.graph.as_str(), "https://graph.microsoft.com");
}

/// graph-contract.md §0.1, security.md §2.11.
#[test]
fn each_cloud_has_its_own_authority_and_graph() {
    let clouds = [
        ("global", Cloud::Global, "https://login.microsoftonline.com", "https://graph.microsoft.com"),
        ("usgov", Cloud::UsGov, "https://login.microsoftonline.us", "https://graph.microsoft.us"),
        ("usgov-dod", Cloud::UsGovDod, "https://login.microsoftonline.us", "https://dod-graph.microsoft.us"),
        (
            "china",
            Cloud::China,
            "https://login.partner.microsoftonline.cn",
            "https://microsoftgraph.chinacloudapi.cn",
        ),
    ];
    for (name, cloud, authority, graph) in clouds {
        let endpoints = parse(&json!({ "cloud": name })).unwrap().endpoints;
        assert_eq!(
            (endpoints.cloud, endpoints.authority.as_str(), endpoints.graph.as_str()),
            (cloud, authority, graph)
        );
        for url in
            [endpoints.authority, endpoints.graph, endpoints.azure_portal, endpoints.entra_admin_center]
        {
            assert_eq!(BaseUrl::origin(url.as_str()), Some(url));
        }
    }
}

#[test]
fn a_custom_cloud_names_its_servers() {
    let config = parse(&json!({
        "cloud": "custom", "authority": "http://127.0.0.1:8081/", "graph": "https://graph.example.com",
    }))
    .unwrap();
    assert_eq!(config.endpoints.authority.as_str(), "http://127.0.0.1:8081");
    assert_eq!(config.endpoints.graph.as_str(), "https://graph.example.com");
}

#[test]
fn sign_in_returns_beside_the_index_page_unless_told_otherwise() {
    let index = Url::parse("https://host.example/base/index.html?app=1#x").unwrap();
    let redirect =
        |json: Value| parse(&json).unwrap().sign_in.unwrap().redirect_uri(&index).unwrap().to_string();
    assert_eq!(redirect(json!({ "clientId": CLIENT })), "https://host.example/base/auth.html");
    let own = "https://host.example/elsewhere/auth.html";
    assert_eq!(redirect(json!({ "clientId": CLIENT, "redirectUri": own })), own);
}

#[test]
fn tenants_are_organizations_domains_or_ids() {
    let tenant = |text: &str| parse(&json!({ "tenant": text })).unwrap().tenant;
    assert_eq!(tenant("organizations"), Tenant::Organizations);
    assert_eq!(tenant("Contoso.onmicrosoft.com"), Tenant::Domain("contoso.onmicrosoft.com".to_owned()));
    assert_eq!(tenant(&CLIENT.to_ascii_uppercase()), Tenant::Id(CLIENT.to_owned()));
}

#[test]
fn a_product_without_a_name_is_total_with_the_given_keys_replaced() {
    let product =
        parse(&json!({ "product": { "support": { "email": "help@example.com" } } })).unwrap().product;
    assert_eq!(product.support.email.as_deref(), Some("help@example.com"));
    assert_eq!(product.required_mappings, Product::total().required_mappings);
}

#[test]
fn a_product_with_a_name_takes_nothing_from_total() {
    let product = parse(&json!({ "product": {
        "name": "Badge", "applicationNames": ["Badge SCIM"],
        "requiredMappings": [{ "target": "userName", "source": "objectId", "identity": true }],
        "groups": {}, "tenantUrlHosts": ["scim.example.com"], "guideUrl": "https://example.com/guide",
    } }))
    .unwrap()
    .product;
    assert_eq!(product.application_names, ["Badge SCIM"]);
    assert_eq!(product.identity_mapping().map(|mapping| mapping.source.as_str()), Some("objectId"));
    assert_eq!(product.console, Console::of("Badge"));
    assert!(product.groups.required.is_empty() && product.groups.prefix.is_empty());
}

/// Design §4: a wrong configuration names the key and the rule.
#[test]
fn every_wrong_value_names_its_key_and_rule() {
    let total = |changes: Value| json!({ "product": changes });
    let own = |changes: Value| {
        let mut product = json!({
            "name": "Badge", "applicationNames": ["Badge"], "groups": {},
            "requiredMappings": [
                { "target": "userName", "source": "objectId", "identity": true },
                { "target": "title", "source": "jobTitle" },
            ],
        });
        for (key, value) in changes.as_object().unwrap() {
            product[key] = value.clone();
        }
        json!({ "product": product })
    };
    let custom =
        |authority: &str| json!({ "cloud": "custom", "graph": "https://g.example", "authority": authority });
    let mapping =
        |changes: Value| total(json!({ "requiredMappings": [{ "target": "a", "source": "b" }, changes] }));
    let text = Rule::Type("a text");
    let long = "x".repeat(201);
    let cases = [
        (json!([]), "", Rule::Type("an object")),
        (json!({ "clientID": CLIENT }), "clientID", Rule::Unknown),
        (json!({ "clientId": null }), "clientId", text),
        (json!({ "clientId": "" }), "clientId", Rule::Guid),
        (json!({ "clientId": format!("{CLIENT} ") }), "clientId", Rule::Guid),
        (json!({ "tenant": "common" }), "tenant", Rule::Tenant),
        (json!({ "tenant": "consumers" }), "tenant", Rule::Tenant),
        (json!({ "tenant": "contoso" }), "tenant", Rule::Tenant),
        (json!({ "tenant": "contoso.com/evil" }), "tenant", Rule::Tenant),
        (json!({ "tenant": 1 }), "tenant", text),
        (json!({ "cloud": "Global" }), "cloud", Rule::Cloud),
        (json!({ "authority": "https://a.example" }), "authority", Rule::OnlyWithCustom),
        (json!({ "graph": "https://a.example", "cloud": "china" }), "graph", Rule::OnlyWithCustom),
        (json!({ "cloud": "custom" }), "authority", Rule::Missing),
        (json!({ "cloud": "custom", "authority": "https://a.example" }), "graph", Rule::Missing),
        (custom("http://a.example"), "authority", Rule::BaseUrl),
        (custom("https://a.example/path"), "authority", Rule::BaseUrl),
        (custom("https://user@a.example"), "authority", Rule::BaseUrl),
        (custom("https://a.example:443"), "authority", Rule::BaseUrl),
        (custom("https://a.example?x"), "authority", Rule::BaseUrl),
        (custom("https://a.example#x"), "authority", Rule::BaseUrl),
        (custom("https://a.example//"), "authority", Rule::BaseUrl),
        (custom("http://localhost.evil.example"), "authority", Rule::BaseUrl),
        (custom("ftp://127.0.0.1"), "authority", Rule::BaseUrl),
        (json!({ "redirectUri": "auth.html" }), "redirectUri", Rule::RedirectUri),
        (json!({ "redirectUri": "http://a.example/auth.html" }), "redirectUri", Rule::RedirectUri),
        (json!({ "redirectUri": "https://a.example/auth.html?x=1" }), "redirectUri", Rule::RedirectUri),
        (json!({ "redirectUri": "https://a.example/auth.html#x" }), "redirectUri", Rule::RedirectUri),
        (json!({ "redirectUri": "https://u@a.example/auth.html" }), "redirectUri", Rule::RedirectUri),
        (json!({ "redirectUri": "https://u:p@a.example/auth.html" }), "redirectUri", Rule::RedirectUri),
        (
            json!({ "redirectUri": format!("https://a.example/{long}{long}") }),
            "redirectUri",
            Rule::RedirectUri,
        ),
        (json!({ "embedOrigins": "https://a.example" }), "embedOrigins", Rule::Type("a list")),
        (json!({ "embedOrigins": ["https://a.example", "*"] }), "embedOrigins[1]", Rule::Origin),
        (json!({ "embedOrigins": ["null"] }), "embedOrigins[0]", Rule::Origin),
        (json!({ "embedOrigins": ["https://*.a.example"] }), "embedOrigins[0]", Rule::Origin),
        (json!({ "embedOrigins": ["https://a.example;script-src"] }), "embedOrigins[0]", Rule::Origin),
        (json!({ "embedOrigins": ["https://a.example; script-src *"] }), "embedOrigins[0]", Rule::Origin),
        (json!({ "embedOrigins": ["https://a.example/"] }), "embedOrigins[0]", Rule::Origin),
        (json!({ "embedOrigins": ["http://a.example"] }), "embedOrigins[0]", Rule::Origin),
        (
            json!({ "embedOrigins": ["https://a.example", "https://a.example"] }),
            "embedOrigins[1]",
            Rule::Duplicate,
        ),
        (total(json!(7)), "product", Rule::Type("an object")),
        (total(json!({ "colour": "red" })), "product.colour", Rule::Unknown),
        (total(json!({ "name": " " })), "product.name", Rule::Text),
        (own(json!({ "name": long })), "product.name", Rule::Text),
        (total(json!({ "name": "Badge" })), "product.applicationNames", Rule::Missing),
        (own(json!({ "applicationNames": [] })), "product.applicationNames", Rule::Empty),
        (own(json!({ "applicationNames": ["a", 7] })), "product.applicationNames[1]", text),
        (own(json!({ "requiredMappings": [] })), "product.requiredMappings", Rule::Empty),
        (mapping(json!({ "target": "c" })), "product.requiredMappings[1].source", Rule::Missing),
        (mapping(json!({ "target": "c", "source": "" })), "product.requiredMappings[1].source", Rule::Text),
        (mapping(json!({ "source": "c" })), "product.requiredMappings[1].target", Rule::Missing),
        (
            mapping(json!({ "target": "A", "source": "c" })),
            "product.requiredMappings[1].target",
            Rule::Duplicate,
        ),
        (
            mapping(json!({ "target": "c", "source": "d", "identity": "yes" })),
            "product.requiredMappings[1].identity",
            Rule::Type("true or false"),
        ),
        (
            own(json!({ "requiredMappings": [
                { "target": "a", "source": "objectId", "identity": true },
                { "target": "c", "source": "d", "identity": true },
            ] })),
            "product.requiredMappings[1].identity",
            Rule::SecondIdentity,
        ),
        (mapping(json!({ "target": "c", "source": "d" })), "product.requiredMappings", Rule::NoIdentity),
        (
            mapping(json!({ "target": "c", "source": "mail", "identity": true })),
            "product.requiredMappings[1].source",
            Rule::IdentitySource,
        ),
        (own(json!({ "console": "Desk" })), "product.console", Rule::Type("an object")),
        (own(json!({ "console": {} })), "product.console.name", Rule::Missing),
        (own(json!({ "console": { "name": "Desk", "path": "" } })), "product.console.path", Rule::Text),
        (own(json!({ "groups": [] })), "product.groups", Rule::Type("an object")),
        (own(json!({ "groups": { "required": [""] } })), "product.groups.required[0]", Rule::Text),
        (own(json!({ "groups": { "prefix": 1 } })), "product.groups.prefix", text),
        (own(json!({ "tenantUrlHosts": ["https://a.example"] })), "product.tenantUrlHosts[0]", Rule::Host),
        (own(json!({ "tenantUrlHosts": ["A.example"] })), "product.tenantUrlHosts[0]", Rule::Host),
        (own(json!({ "support": { "url": "javascript:alert(1)" } })), "product.support.url", Rule::Https),
        (own(json!({ "support": { "email": "help" } })), "product.support.email", Rule::Email),
        (own(json!({ "support": { "phone": "1" } })), "product.support.phone", Rule::Unknown),
        (own(json!({ "guideUrl": "http://a.example" })), "product.guideUrl", Rule::Https),
    ];
    for (json, key, rule) in cases {
        let error = parse(&json).err().unwrap_or_else(|| panic!("{json} must be refused"));
        assert_eq!((error.key.as_str(), error.rule), (key, rule), "{json}");
    }
}

#[test]
fn a_file_that_is_no_json_says_where() {
    let error = Config::parse("{\n  \"clientId\" 7}").unwrap_err();
    assert_eq!(error.to_string(), "config.json: is not JSON (line 2, column 14)");
    assert_eq!(Config::parse(&" ".repeat(300_000)).unwrap_err().rule, Rule::TooLarge);
    let error = parse(&json!({ "tenant": "common" })).unwrap_err();
    assert!(error.to_string().starts_with("config.json: tenant: must be `organizations`"));
}

/// HDR-01, HDR-04: the policy of security.md, letter by letter.
#[test]
fn the_index_page_may_reach_its_clouds_two_hosts_only() {
    let expected = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
        font-src 'self'; connect-src 'self' https://graph.microsoft.com https://login.microsoftonline.com; \
        manifest-src 'self'; worker-src 'self'; frame-src 'none'; base-uri 'none'; form-action 'none'; \
        object-src 'none'; frame-ancestors 'none'; upgrade-insecure-requests";
    assert_eq!(csp(&Config::default(), Page::Index, &[], false), expected);
    let meta = csp(&Config::default(), Page::Index, &["sha256-abc=".to_owned()], true);
    assert_eq!(
        meta,
        expected
            .replace("; frame-ancestors 'none'", "")
            .replace("style-src 'self'", "style-src 'self' 'sha256-abc='")
    );
}

/// AUTH-07, HDR-04, EMB-01.
#[test]
fn each_page_gets_no_more_than_it_needs() {
    let config = parse(&json!({
        "cloud": "custom", "authority": "http://127.0.0.1:8081", "graph": "http://127.0.0.1:8080",
        "embedOrigins": ["https://a.example", "https://b.example:8443"],
    }))
    .unwrap();
    let header = |page| csp(&config, page, &[], false);
    assert!(header(Page::Index).contains("connect-src 'self' http://127.0.0.1:8080 http://127.0.0.1:8081;"));
    assert!(!header(Page::Index).contains("upgrade-insecure-requests"));
    assert!(header(Page::Demo).contains("connect-src 'self';"));
    assert!(header(Page::Demo).contains("frame-ancestors 'none'"));
    assert!(header(Page::Embed).contains("frame-ancestors https://a.example https://b.example:8443"));
    assert!(csp(&Config::default(), Page::Embed, &[], false).contains("frame-ancestors 'none'"));
    assert_eq!(
        header(Page::Auth),
        "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; \
         object-src 'none'; frame-ancestors 'none'"
    );
}
