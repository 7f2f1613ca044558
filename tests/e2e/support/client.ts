// A client of the authority written with plain requests: it stands for the page where the peers themselves are tested.
import type { APIRequestContext, Page } from "@playwright/test";
import { createHash, randomBytes } from "node:crypto";
import type { Emulator } from "./emulator";
import { CLIENT, TENANT, type Authority } from "./oidc";

type Answer = { status: number; headers: Headers; body: Record<string, any> };

export class Client {
  private readonly verifier = randomBytes(32).toString("base64url");

  constructor(
    private readonly request: APIRequestContext,
    private readonly authority: Authority,
    private readonly tenant: Emulator,
  ) {}

  get redirect(): string {
    return `${this.tenant.origin}/auth.html`;
  }

  /** Graph's permissions as a request writes them. */
  scope = (...names: string[]): string => ["openid", "profile", "offline_access", ...names.map((name) => `${this.tenant.origin}/${name}`)].join(" ");

  /** Where a sign-in begins. */
  address(parameters: Record<string, string> = {}, tenant: string = TENANT): string {
    const query = new URLSearchParams({
      client_id: CLIENT,
      response_type: "code",
      response_mode: "fragment",
      redirect_uri: this.redirect,
      scope: this.scope("User.Read"),
      state: "s",
      nonce: "n",
      code_challenge_method: "S256",
      code_challenge: createHash("sha256").update(this.verifier).digest("base64url"),
      ...parameters,
    });
    return `${this.authority.origin}/${tenant}/oauth2/v2.0/authorize?${query}`;
  }

  /** Follows a sign-in that needs no person to the address it returns to. */
  async arrive(parameters: Record<string, string> = {}, tenant: string = TENANT): Promise<URL> {
    let address = this.address(parameters, tenant);
    while (!address.startsWith(this.redirect)) {
      const answer = await this.request.get(address, { maxRedirects: 0 });
      const location = answer.headers().location;
      if (!location) throw new Error(`${answer.status()} ${await answer.text()}`);
      address = new URL(location, address).href;
    }
    return new URL(address);
  }

  /** The parameters of the response. */
  async authorize(parameters: Record<string, string> = {}, tenant: string = TENANT): Promise<URLSearchParams> {
    return new URLSearchParams((await this.arrive(parameters, tenant)).hash.slice(1));
  }

  token = (parameters: Record<string, string>, tenant: string = TENANT, origin: string = this.tenant.origin): Promise<Answer> =>
    fetch(`${this.authority.origin}/${tenant}/oauth2/v2.0/token`, {
      method: "POST",
      headers: origin ? { origin } : {},
      body: new URLSearchParams({ client_id: CLIENT, ...parameters }),
    }).then(async (answer) => {
      const text = await answer.text();
      const json = answer.headers.get("content-type")?.startsWith("application/json");
      return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : { text } };
    });

  redeem = (code: string | null, tenant: string = TENANT): Promise<Answer> =>
    this.token({ grant_type: "authorization_code", code: code ?? "", redirect_uri: this.redirect, code_verifier: this.verifier }, tenant);

  refresh = (token: string, more: Record<string, string> = {}, tenant: string = TENANT): Promise<Answer> =>
    this.token({ grant_type: "refresh_token", refresh_token: token, ...more }, tenant);

  /** Signs in and redeems. */
  async signIn(parameters: Record<string, string> = {}, tenant: string = TENANT): Promise<Record<string, any>> {
    const { body } = await this.redeem((await this.authorize(parameters, tenant)).get("code"), tenant);
    return body;
  }

  /** Asks Graph. */
  graph = (token: string, path = "me", method = "GET"): Promise<Response> =>
    fetch(`${this.tenant.origin}/v1.0/${path}`, { method, headers: { authorization: `Bearer ${token}` } });
}

/** The claims of an ID token. */
export const claimsOf = (token: string): Record<string, any> => JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());

/** The response that a browser brings to the page's redirect address: the fragment never reaches the server. */
export const landing = async (page: Page, client: Client): Promise<URLSearchParams> => {
  const request = await page.waitForRequest((one) => one.url().startsWith(client.redirect));
  const redirected = await request.redirectedFrom()?.response();
  const location = (await redirected?.headerValue("location")) ?? "";
  return new URLSearchParams(new URL(location).hash.slice(1));
};
