// A certified OpenID provider with Entra's addresses and claims (security.md §5.2). How it differs from Entra
// stands in docs/testing.md.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { described, refusal, tokenError, worded } from "./authority/aadsts";
import { html, json } from "./authority/http";
import { Interaction } from "./authority/interaction";
import { Orders } from "./authority/orders";
import { trouble } from "./authority/pages";
import { CONTOSO, everybody, ORGANIZATIONS, PEOPLE, tenantNamed } from "./authority/people";
import { CLAIMS, makeProvider, segmentOf, type Grants, type Registration } from "./authority/provider";
import { short, words } from "./authority/scopes";
import { TokenEndpoint } from "./authority/tokens";
import type { Emulator } from "./emulator";

export * as aadsts from "./authority/aadsts";
export * as lies from "./authority/lies";
export { CONSUMERS, CONTOSO, FABRIKAM, ORGANIZATIONS, PEOPLE } from "./authority/people";

export const TENANT = CONTOSO.id;
export const CLIENT = "5f1d9c42-8a37-4be6-b0c9-63e7d2f4a815";

/** What is there once a page is registered. */
type Serving = { provider: any; registration: Registration; interaction: Interaction; tokens: TokenEndpoint };

export class Authority extends Orders {
  readonly people = PEOPLE;
  private serving?: Serving;
  private readonly grants: Grants = new Map();

  private constructor(
    private readonly server: Server,
    /** The authority's base URL, as config.json names it. */
    readonly origin: string,
  ) {
    super();
  }

  /** Listens; it serves once `serve` has told it whom. */
  static async listen(): Promise<Authority> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const authority = new Authority(server, `http://127.0.0.1:${port}`);
    server.on("request", (request, response) => {
      // Whatever goes wrong here is this file's fault, and the test is to show it.
      authority.answer(request, response).catch((error: unknown) => {
        console.error(error);
        response.destroy();
      });
    });
    return authority;
  }

  /** The config.json of a page that signs in here; the emulator puts itself in as Graph. */
  config(tenant: string = TENANT): object {
    return { clientId: CLIENT, tenant, cloud: "custom", authority: this.origin };
  }

  /** The issuer that a tenant's tokens name. */
  issuer = (tenant: string): string => `${this.origin}/${tenant}/v2.0`;

  /** Registers `page` as single-page application of `emulator`'s tenant. Each access token is known there before it is here. */
  serve(emulator: Emulator, page = `${emulator.origin}/`): void {
    const registration = { clientId: CLIENT, page, pages: [page, `${page}auth.html`], graph: emulator.origin };
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const provider = makeProvider(this.origin, registration, privateKey, this, this.grants);
    this.serving = {
      provider,
      registration,
      interaction: new Interaction(provider, this),
      tokens: new TokenEndpoint(provider, privateKey, registration, this.issuer, this, this.grants, emulator),
    };
    provider.use(async (context: any, next: () => Promise<void>) => {
      await next();
      if (context.oidc?.route === "token") await this.serving?.tokens.after(context);
      if (context.oidc?.route === "discovery") this.describe(context);
      const location = context.response.get("location") ?? "";
      if (location.startsWith(`${registration.page}auth.html`) && !/logout/.test(context.path)) this.sendBack(context, location);
    });
  }

  override reset(): void {
    super.reset();
    // A sign-in that was refused, and whose window was closed before it could say so.
    if (this.serving) this.serving.interaction.refusal = undefined;
  }

  /** Makes every refresh token issued so far useless, as a changed password does. */
  revokeRefreshTokens(): void {
    for (const grant of this.grants.keys()) this.serving?.tokens.revoked.add(grant);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.origin);
    const [, segment = "", rest = ""] = /^\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
    if (!this.serving || !rest) {
      response.writeHead(404).end();
      return;
    }
    const { interaction, provider, tokens } = this.serving;
    const forPages = /^\/(oauth2\/v2\.0\/(authorize|logout)|interaction\/)/.test(rest);
    if (this.coop && forPages) response.setHeader("cross-origin-opener-policy", "same-origin");
    if (segment !== ORGANIZATIONS && !tenantNamed(segment)) {
      if (forPages) html(response, trouble(described(90002)), 400);
      else json(response, tokenError(90002), 400);
      return;
    }
    if (rest.startsWith("/interaction/")) {
      await interaction.answer(request, response, segment);
      return;
    }
    const parameters: Record<string, string> = { ...Object.fromEntries(searchParams), tenant: segment };
    if (rest === "/oauth2/v2.0/authorize") {
      this.authorizations.push(parameters);
      if (parameters.claims) searchParams.set(CLAIMS, parameters.claims);
    }
    if (rest === "/v2.0/adminconsent") {
      this.adminConsent(response, parameters);
      return;
    }
    if (rest === "/oauth2/v2.0/logout") {
      this.logouts.push(parameters);
      this.prepareLogout(searchParams);
    }
    if (rest === "/oauth2/v2.0/token" && (await tokens.before(request, response, segment, this.failures))) return;
    // The provider believes itself mounted below the tenant.
    const query = searchParams.size ? `?${searchParams}` : "";
    Object.assign(request, { originalUrl: `/${segment}${rest}${query}` });
    request.url = `${rest.replace(/^\/v2\.0\/\.well-known/, "/.well-known")}${query}`;
    await provider.callback()(request, response);
  }

  /** An administrator consents for everybody, or does not; either way Entra sends back in the query. */
  private adminConsent(response: ServerResponse, asked: Record<string, string>): void {
    this.adminConsents.push(asked);
    const { redirect_uri = "", scope, state = "", tenant } = asked;
    if (!this.serving?.registration.pages.includes(redirect_uri)) {
      html(response, trouble(described(50011)), 400);
      return;
    }
    const { error = "", error_description = "" } = refusal(65004);
    const answer = this.refuseNext ? { error, error_description, state } : { admin_consent: "True", tenant, scope: scope ?? "", state };
    if (!this.refuseNext && this.adminConsentWorks) {
      for (const person of everybody()) for (const name of words(scope)) this.consentOf(person).add(short(name));
    }
    this.refuseNext = false;
    response.writeHead(302, { location: `${redirect_uri}?${new URLSearchParams(answer)}` }).end();
  }

  /** Entra knows from its session which application signs out. An ID token is noted as sent, not kept. */
  private prepareLogout(parameters: URLSearchParams): void {
    const noted = this.logouts.at(-1);
    if (noted?.id_token_hint) noted.id_token_hint = "(sent)";
    parameters.delete("id_token_hint");
    if (!this.serving?.registration.pages.includes(parameters.get("post_logout_redirect_uri") ?? "")) parameters.delete("post_logout_redirect_uri");
    parameters.set("client_id", CLIENT);
  }

  /** Sends the response of a sign-in as Entra does, or as a test wants it. */
  private sendBack(context: any, location: string): void {
    const url = new URL(location);
    const inFragment = url.hash !== "";
    const parameters = new URLSearchParams(inFragment ? url.hash.slice(1) : url.search);
    const granted = this.grants.get(context.oidc.entities.Grant?.jti ?? "");
    parameters.set("iss", this.issuer((granted?.tenant ?? tenantNamed(segmentOf(context.req)) ?? CONTOSO).id));
    const interaction = this.serving?.interaction;
    if (parameters.has("error")) {
      const text = worded(parameters.get("error") ?? "", parameters.get("error_description") ?? "");
      const { page: _shown, ...said } = interaction?.refusal ?? { error_description: text };
      for (const [name, value] of Object.entries(said)) if (value !== undefined) parameters.set(name, value);
      if (interaction) interaction.refusal = undefined;
    } else {
      parameters.set("session_state", randomUUID());
    }
    if (inFragment) url.hash = String(parameters);
    else url.search = String(parameters);
    context.redirect((this.tamper?.(url) ?? url).href);
  }

  /** The metadata name the tenant's issuer; below `organizations` Entra leaves a gap. */
  private describe(context: any): void {
    context.body.issuer = this.issuer(tenantNamed(segmentOf(context.req))?.id ?? "{tenantid}");
  }
}
