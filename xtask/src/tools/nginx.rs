//! The web server of Debian that the documented configuration is tested with.

use super::{apt, local};
use crate::run::{command, quietly};
use anyhow::{Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGES: [&str; 3] = ["nginx", "nginx-common", "libnginx-mod-http-brotli-static"];

/// The folder below which Debian's nginx lies: the machine's, or what its packages hold, unpacked. Installed, it would begin to
/// serve the machine's port 80; unpacking takes no password either.
pub fn nginx() -> Result<PathBuf> {
    let unpacked = local().join("nginx");
    if let Some(found) = [Path::new("/"), &unpacked].into_iter().find(|root| is_complete(root)) {
        return Ok(found.to_owned());
    }
    println!("Unpacking nginx into .tools");
    unpack(&unpacked)?;
    if is_complete(&unpacked) {
        return Ok(unpacked);
    }
    bail!("missing: nginx with brotli (Debian: apt-get install nginx libnginx-mod-http-brotli-static)")
}

fn is_complete(root: &Path) -> bool {
    let module = root.join("usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
    module.is_file() && quietly(Command::new(root.join("usr/sbin/nginx")).arg("-v"))
}

fn unpack(target: &Path) -> Result<()> {
    let packages = local().join("download");
    drop(fs::remove_dir_all(&packages));
    fs::create_dir_all(&packages)?;
    let download = || quietly(command("apt-get").arg("download").args(PACKAGES).current_dir(&packages));
    // The machine's lists may be older than the packages.
    if !download() {
        apt(&["update"]);
        download();
    }
    for package in fs::read_dir(&packages)? {
        quietly(command("dpkg-deb").arg("--extract").arg(package?.path()).arg(target));
    }
    Ok(fs::remove_dir_all(packages)?)
}
