// A certified OpenID provider with Entra's addresses and claims (security.md §5.2). How it differs from Entra
// stands in docs/testing.md.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { interactionPolicy } from "oidc-provider";
import type { Emulator } from "./emulator";

export const TENANT = "0c7e2a3d-5b41-4f6e-9d38-2a1b7c64e590";
export const CLIENT = "5f1d9c42-8a37-4be6-b0c9-63e7d2f4a815";
export const PERSON = {
  sub: "alex",
  oid: "b6d4f0e1-3c92-4a75-8e1b-90f5a7c3d264",
  name: "Alex Wilber",
  preferred_username: "alex@contoso.example",
};

/** The names of Graph's permissions that the registration may ask for. */
const PERMISSIONS = [
  "Application.Read.All",
  "AppRoleAssignment.ReadWrite.All",
  "AuditLog.Read.All",
  "GroupMember.Read.All",
  "LicenseAssignment.Read.All",
  "Organization.Read.All",
  "ProvisioningLog.Read.All",
  "RoleManagement.Read.Directory",
  "Synchronization.Read.All",
  "Synchronization.ReadWrite.All",
  "User.Read",
  "User.Read.All",
  "User.ReadBasic.All",
];

export class Authority {
  /** What to do with the next sign-in. */
  refuseNext = false;
  private provider?: Provider;

  private constructor(
    private readonly server: Server,
    /** The authority's base URL, as config.json names it. */
    readonly origin: string,
  ) {}

  /** Listens; it serves once `serve` has told it whom. */
  static async listen(): Promise<Authority> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const authority = new Authority(server, `http://127.0.0.1:${port}`);
    server.on("request", (request, response) => void authority.answer(request, response));
    return authority;
  }

  /** The config.json of a page that signs in here; the emulator puts itself in as Graph. */
  config(): object {
    return { clientId: CLIENT, tenant: TENANT, cloud: "custom", authority: this.origin };
  }

  /** Registers the page of `emulator` as single-page application. Each access token is known there before it is here. */
  serve(emulator: Emulator, base = "/"): void {
    const page = `${emulator.origin}${base}`;
    const policy = interactionPolicy.base();
    policy.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }));
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const provider = new Provider(`${this.origin}/${TENANT}/v2.0`, {
      clients: [
        {
          client_id: CLIENT,
          token_endpoint_auth_method: "none",
          grant_types: ["authorization_code", "refresh_token"],
          redirect_uris: [`${page}auth.html`],
          post_logout_redirect_uris: [page],
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
      cookies: { keys: ["only for tests"] },
      routes: {
        authorization: "/oauth2/v2.0/authorize",
        token: "/oauth2/v2.0/token",
        end_session: "/oauth2/v2.0/logout",
        jwks: "/discovery/v2.0/keys",
      },
      pkce: { required: () => true },
      scopes: ["openid", "profile", "offline_access", ...PERMISSIONS.map((name) => `${emulator.origin}/${name}`)],
      claims: { openid: ["sub", "tid", "oid", "ver"], profile: ["name", "preferred_username"] },
      conformIdTokenClaims: false,
      rotateRefreshToken: true,
      issueRefreshToken: () => true,
      clientBasedCORS: (_context, origin) => origin === emulator.origin,
      ttl: { AuthorizationCode: 60, AccessToken: 3600, RefreshToken: 86_400, IdToken: 3600, Session: 86_400, Grant: 86_400, Interaction: 600 },
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: {
          enabled: true,
          logoutSource: (context, form) => {
            context.body = `<!doctype html>${form}<script>document.forms[0].append(Object.assign(document.createElement("input"),{type:"hidden",name:"logout",value:"yes"}));document.forms[0].submit()</script>`;
          },
        },
      },
      interactions: { policy, url: (_context, interaction) => `/${TENANT}/interaction/${interaction.uid}` },
      findAccount: (_context, id) => ({
        accountId: id,
        claims: () => ({ ...PERSON, tid: TENANT, ver: "2.0" }),
      }),
      // Everything asked for is granted: there is no consent page.
      loadExistingGrant: async (context) => {
        const { Grant } = provider;
        const { client, session, params } = context.oidc;
        const grant = new Grant({ clientId: client?.clientId, accountId: session?.accountId });
        grant.addOIDCScope(String(params?.scope ?? ""));
        await grant.save();
        return grant;
      },
    });
    provider.use(async (context, next) => {
      await next();
      const { access_token, scope, expires_in } = (context.body ?? {}) as Record<string, unknown>;
      if (context.oidc?.route === "token" && typeof access_token === "string") {
        const names = String(scope).split(" ").map((name) => name.replace(`${emulator.origin}/`, ""));
        await emulator.issueToken(access_token, names, Number(expires_in));
      }
    });
    this.provider = provider;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = request.url ?? "/";
    const [, prefix, rest] = /^\/([^/]+)(\/.*)$/.exec(address) ?? [];
    if (!this.provider || !rest || ![TENANT, "organizations"].includes(prefix)) {
      response.writeHead(404).end();
      return;
    }
    if (rest.startsWith("/interaction/")) {
      // No pages: whoever comes is Alex, or is refused.
      const refused = this.refuseNext;
      this.refuseNext = false;
      const result = refused
        ? { error: "access_denied", error_description: "AADSTS65004: The user did not consent." }
        : { login: { accountId: PERSON.sub }, select_account: {} };
      await this.provider.interactionFinished(request, response, result);
      return;
    }
    // Both prefixes lead to the one tenant there is; the provider believes itself mounted below it.
    Object.assign(request, { originalUrl: `/${TENANT}${rest}` });
    request.url = rest.replace(/^\/v2\.0\/\.well-known/, "/.well-known");
    await this.provider.callback()(request, response);
  }
}
