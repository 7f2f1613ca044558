//! `cargo xtask configure`: checks a deployment before it goes out, puts its configuration into a built dist, and says what Entra
//! must know of it.

mod check;

use crate::dist;
use anyhow::{Context, Result, bail};
use assistant::config::{BaseUrl, Config};
use assistant::hosting::base::Base;
use assistant::hosting::deployment::{self, Finding, Severity};
use assistant::hosting::registration::Registration;
use check::Dist;
use std::fs;
use std::path::PathBuf;
use url::Url;

/// What to configure.
#[derive(clap::Args)]
#[command(after_help = "\
Nothing is changed when anything is wrong. Warnings, errors and what was done go to the standard error stream; the registration in Entra,
or the script that creates it, to the standard output.

Examples:
  cargo xtask configure dist --config config.json --origin https://setup.example.com --base /assistant
  cargo xtask configure dist --config config.json --origin https://setup.example.com --registration-script azure-cli > register.sh")]
pub struct Args {
    /// The built page.
    #[arg(default_value = "dist", value_name = "DIST")]
    dist: PathBuf,
    /// The deployment's config.json (docs/configuration.md).
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The path under which the page will lie.
    #[arg(long, default_value = "/", value_name = "PATH")]
    base: String,
    /// Where the page will be hosted, for example https://setup.example.com: checks more, and says what to register in Entra.
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<String>,
    /// Print a script that registers the application in Entra, or the resource that Microsoft Graph creates.
    #[arg(long, value_name = "KIND", requires = "origin")]
    registration_script: Option<Kind>,
    /// For development: take files that are not as they were built.
    #[arg(long)]
    altered: bool,
}

/// A language of registration scripts.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Kind {
    /// Microsoft Graph PowerShell.
    Powershell,
    /// Bash and the Azure CLI.
    AzureCli,
    /// The body of `POST /applications`, without permissions.
    Graph,
}

/// Checks everything first, so that a wrong deployment changes nothing.
pub fn run(args: &Args) -> Result<()> {
    let text =
        fs::read_to_string(&args.config).with_context(|| format!("cannot read {}", args.config.display()))?;
    let config = Config::parse(&text).with_context(|| args.config.display().to_string())?;
    if !args.dist.join("index.html").is_file() {
        bail!("{} holds no index.html: run `cargo xtask build`", args.dist.display());
    }
    let base = Base::parse(&args.base)
        .context("--base must be an absolute path whose names have only letters, digits and . _ - ~, such as /tools/assistant")?;
    let page = args.origin.as_deref().map(|origin| page(origin, &base)).transpose()?;

    let built = Dist::read(&args.dist)?;
    let mut findings = deployment::findings(&config, &base, page.as_ref());
    findings.extend(built.complete(&config));
    findings.extend(built.unaltered().into_iter().map(|finding| match args.altered {
        true => Finding::warning(finding.text),
        false => finding,
    }));
    let site = dist::site(&args.dist, &config, &base);
    match &site {
        Ok(site) => findings.extend(site.excess().into_iter().map(Finding::warning)),
        Err(error) => findings.push(Finding::error(format!("{error:#}"))),
    }
    // Errors last, where they are seen.
    findings.sort_by_key(|finding| finding.severity);
    for finding in &findings {
        eprintln!("{finding}");
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors > 0 {
        bail!("{} is not configured: {errors} of these must be put right first", args.dist.display());
    }

    dist::write(&args.dist.join("config.json"), text.as_bytes())?;
    dist::apply(&args.dist, &config, &base)?;
    let names = site.iter().flat_map(|site| site.files()).map(|(name, _)| name).collect::<Vec<_>>();
    eprintln!("Configured {}; the headers for hosts are in {}", args.dist.display(), names.join(", "));
    match page {
        Some(page) => register(&Registration::of(&config, &page)?, args.registration_script),
        None => {
            eprintln!("With --origin it says what to register in Entra.");
            Ok(())
        }
    }
}

fn page(origin: &str, base: &Base) -> Result<Url> {
    let origin = BaseUrl::parse(origin).context(
        "--origin must be https, or http on this machine, without a path: https://setup.example.com",
    )?;
    Ok(deployment::page(&origin, base)?)
}

/// Prints what is to be registered.
fn register(registration: &Registration, script: Option<Kind>) -> Result<()> {
    const CUSTOM: &str = "there is no script for servers of your own (cloud: custom)";
    match script {
        Some(Kind::Powershell) => print!("{}", registration.powershell().context(CUSTOM)?),
        Some(Kind::AzureCli) => print!("{}", registration.azure_cli().context(CUSTOM)?),
        Some(Kind::Graph) => println!("{:#}", registration.application()),
        None => {
            println!("\nThe registration in Entra (App registrations > New registration):");
            for (name, value) in registration.facts() {
                println!("  {name}: {value}");
            }
            for scope in Registration::permissions() {
                println!("    {scope}");
            }
            println!(
                "docs/permissions.md says what each is for. --registration-script prints a script that registers all this."
            );
        }
    }
    Ok(())
}
