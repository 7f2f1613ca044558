//! Scripts that create the registration.

use super::{GRAPH_APP_ID, Registration};
use crate::config::{Cloud, Tenant};
use crate::tenant::script::{line, powershell_string, shell_word};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const SHELL: &str = include_str!("register.sh");
const POWERSHELL: &str = include_str!("register.ps1");

impl Registration {
    /// A script for bash and the Azure CLI; `None` where its cloud is not one of Microsoft's.
    #[must_use]
    pub fn azure_cli(&self) -> Option<String> {
        let cloud = match self.cloud {
            Cloud::Global => "AzureCloud",
            Cloud::UsGov | Cloud::UsGovDod => "AzureUSGovernment",
            Cloud::China => "AzureChinaCloud",
            Cloud::Custom => return None,
        };
        let filter = ["displayName eq '", &self.display_name.replace('\'', "''"), "'"].concat();
        let set = |name: &str, value: &str| [name, "=", &shell_word(value), "\n"].concat();
        Some(
            [
                "#!/usr/bin/env bash\n",
                &self.head(&["Needs bash and the Azure CLI, signed in:", &self.sign_in(cloud)]),
                &set("cloud", cloud),
                &set("graph", &self.graph),
                &set("tenant", self.home()),
                &set("name", &self.display_name),
                &set("by_name", &utf8_percent_encode(&filter, NON_ALPHANUMERIC).to_string()),
                &set("graph_app", GRAPH_APP_ID),
                &set("application", &self.application().to_string()),
                "permissions=(",
                &Self::permissions().map(|scope| shell_word(scope.name())).join(" "),
                ")\n\n",
                SHELL,
            ]
            .concat(),
        )
    }

    /// A script for Microsoft Graph PowerShell; `None` where its cloud is not one of Microsoft's.
    #[must_use]
    pub fn powershell(&self) -> Option<String> {
        let environment = match self.cloud {
            Cloud::Global => "Global",
            Cloud::UsGov => "USGov",
            Cloud::UsGovDod => "USGovDoD",
            Cloud::China => "China",
            Cloud::Custom => return None,
        };
        let set = |name: &str, value: &str| ["$", name, " = ", &powershell_string(value), "\n"].concat();
        Some(
            [
                "#Requires -Version 7.4\n#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications\n",
                &self.head(&["Needs Microsoft Graph PowerShell; it asks you to sign in."]),
                "Set-StrictMode -Version 3\n$ErrorActionPreference = 'Stop'\n\n",
                &set("environment", environment),
                &set("tenant", self.home()),
                &set("name", &self.display_name),
                &set("graphApp", GRAPH_APP_ID),
                &set("application", &self.application().to_string()),
                "$permissions = ",
                &Self::permissions().map(|scope| powershell_string(scope.name())).join(", "),
                "\n\n",
                POWERSHELL,
            ]
            .concat(),
        )
    }

    /// The tenant in which it is registered; empty: the one that the person signs in to.
    fn home(&self) -> &str {
        match &self.tenant {
            Tenant::Organizations => "",
            Tenant::Domain(tenant) | Tenant::Id(tenant) => tenant,
        }
    }

    fn sign_in(&self, cloud: &str) -> String {
        let tenant =
            if self.home().is_empty() { String::new() } else { [" --tenant ", self.home()].concat() };
        ["  az cloud set --name ", cloud, " && az login --allow-no-subscriptions", &tenant].concat()
    }

    /// What the script does, as comments.
    fn head(&self, needs: &[&str]) -> String {
        let title =
            ["Registers \"", &self.display_name, "\" in Entra for ", self.home_page.as_str()].concat();
        let about = [
            &*title,
            "as a single-page application: no secret, no implicit grant. The permissions are listed for administrators to see; nothing is",
            "consented to. It changes nothing when an application of this name is there. You need the role Application Developer or a higher one.",
        ];
        let lines = about.iter().chain(needs).map(|text| ["# ", &line(text), "\n"].concat());
        lines.collect::<String>()
    }
}
