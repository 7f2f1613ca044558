// The token endpoint: Entra's rules before oidc-provider's, and Entra's form after them.
import { sign, type KeyObject } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Emulator } from "../emulator";
import { numberOf, tokenError } from "./aadsts";
import { json, peekForm } from "./http";
import type { Orders, TokenFailure, TokenRequest } from "./orders";
import { tenantNamed } from "./people";
import { isChallenge, type Granted, type Grants, type Registration } from "./provider";
import { SIGN_IN, short, words } from "./scopes";

/** Entra dates ID tokens back by this many seconds. */
const DATED_BACK = 300;

export class TokenEndpoint {
  /** Grants whose refresh tokens were revoked. */
  readonly revoked = new Set<string>();
  private readonly records = new WeakMap<IncomingMessage, TokenRequest>();
  private readonly details = new WeakMap<object, string>();

  constructor(
    // oidc-provider brings no types.
    private readonly provider: any,
    private readonly key: KeyObject,
    private readonly registration: Registration,
    private readonly issuer: (tenant: string) => string,
    private readonly orders: Orders,
    private readonly grants: Grants,
    private readonly emulator: Emulator,
  ) {
    provider.on("grant.error", (context: object, error: { error_detail?: string; error_description?: string }) => {
      this.details.set(context, `${error.error_detail ?? ""} ${error.error_description ?? ""}`);
    });
  }

  /** Notes a request, and answers it unless it is oidc-provider's to answer: then it gives false. */
  async before(request: IncomingMessage, response: ServerResponse, segment: string, failures: TokenFailure[]): Promise<boolean> {
    const ours = request.headers.origin === new URL(this.registration.page).origin;
    const cors: Record<string, string> = ours ? { "access-control-allow-origin": String(request.headers.origin), vary: "Origin" } : {};
    if (request.method === "OPTIONS") {
      response.writeHead(204, { ...cors, ...(ours && { "access-control-allow-methods": "POST", "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "" }) }).end();
      return true;
    }
    const form = await peekForm(request);
    const record = this.record(request, form, segment);
    const failure = failures.shift();
    await failure?.hold;
    if (failure?.cut) {
      request.socket.destroy();
      return true;
    }
    if (failure?.status) {
      record.status = failure.status;
      this.fail(response, failure, failure.cors === false ? {} : cors);
      return true;
    }
    const error = await this.refusal(form, segment, request.headers.origin);
    if (!error) return false;
    record.status = 400;
    json(response, error, 400, cors);
    return true;
  }

  private record(request: IncomingMessage, form: URLSearchParams, tenant: string): TokenRequest {
    const text = (name: string) => form.get(name) ?? undefined;
    const record = { tenant, grant_type: text("grant_type") ?? "", scope: text("scope"), claims: text("claims"), status: 0 };
    this.records.set(request, record);
    this.orders.tokenRequests.push(record);
    return record;
  }

  private fail(response: ServerResponse, failure: TokenFailure, cors: Record<string, string>): void {
    const { status = 500, body = "", headers = {}, expose } = failure;
    const all = { ...cors, ...headers, ...(expose && { "access-control-expose-headers": expose.join(", ") }) };
    if (typeof body === "string") response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...all }).end(body);
    else json(response, body, status, all);
  }

  /** What Entra refuses and oidc-provider would not. */
  private async refusal(form: URLSearchParams, segment: string, origin?: string): Promise<object | undefined> {
    if (!origin) return tokenError(9002327);
    const renewal = form.get("grant_type") === "refresh_token";
    const { AuthorizationCode, RefreshToken } = this.provider;
    const token = await (renewal
      ? RefreshToken.find(form.get("refresh_token") ?? "", { ignoreExpiration: true })
      : AuthorizationCode.find(form.get("code") ?? "", { ignoreExpiration: true }));
    const granted = this.grants.get(token?.grantId ?? "");
    if (!token || !granted) return undefined;
    const named = tenantNamed(segment);
    if (named && named !== granted.tenant) return tokenError(700005);
    if (!renewal) return undefined;
    if (this.revoked.has(token.grantId)) return tokenError(50173);
    if (isChallenge(form.get("claims")) && !granted.challenged) {
      return tokenError(50076, { suberror: "basic_action", claims: form.get("claims") });
    }
    const asked = words(form.get("scope") ?? token.scope);
    const consented = this.orders.consentOf(granted.person);
    if (asked.some((scope) => !SIGN_IN.includes(scope) && !consented.has(short(scope)))) {
      return tokenError(65001, { suberror: "consent_required" });
    }
    await this.widen(token, asked);
    return undefined;
  }

  /** A refresh token of Entra's is good for whatever was consented to since. */
  private async widen(token: any, asked: string[]): Promise<void> {
    const held = words(token.scope);
    if (asked.every((scope) => held.includes(scope))) return;
    const grant = await this.provider.Grant.find(token.grantId);
    grant.addOIDCScope(asked.join(" "));
    await grant.save(grant.exp - Math.floor(Date.now() / 1000));
    token.scope = [...new Set([...held, ...asked])].join(" ");
    await token.save();
  }

  /** Gives oidc-provider's answer Entra's form, and makes the access token known to the emulator. */
  async after(context: any): Promise<void> {
    const record = this.records.get(context.req);
    if (record) record.status = context.status;
    const body = context.body as Record<string, any> | undefined;
    if (body?.error) {
      const description = this.details.get(context) ?? "";
      context.body = tokenError(numberOf(body.error, description), { error: body.error });
    } else if (body?.access_token) {
      context.body = await this.success(body, this.grants.get(context.oidc.entities.AccessToken.grantId));
    }
  }

  private async success(body: Record<string, any>, granted?: Granted): Promise<object> {
    if (!granted) throw new Error("a token without a grant of ours");
    const { extraScopes, withheldScopes, withholdRefreshToken, alterTokens } = this.orders;
    const extra = extraScopes.map((name) => `${this.registration.graph}/${name}`);
    // Entra's answers leave out offline_access.
    const left = [...withheldScopes, "offline_access"];
    const scopes = [...new Set([...words(body.scope), ...extra])].filter((scope) => !left.includes(short(scope)));
    await this.emulator.issueToken(body.access_token, scopes.map(short), body.expires_in, {
      tenant: granted.tenant.id,
      claims: granted.challenged,
    });
    const answer = { ...body, scope: scopes.join(" "), ext_expires_in: body.expires_in };
    if (body.id_token) answer.id_token = this.reissue(body.id_token, granted);
    if (withholdRefreshToken) delete answer.refresh_token;
    return alterTokens?.(answer) ?? answer;
  }

  /** The ID token as Entra words it, with whatever a test wants changed, signed again. */
  private reissue(token: string, granted: Granted): string {
    const [header, claims] = token.split(".").slice(0, 2).map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));
    const { person, tenant } = granted;
    const iat = claims.iat - DATED_BACK;
    Object.assign(claims, { iss: this.issuer(tenant.id), sub: `sub-${person.key}-${tenant.domain}`, iat, nbf: iat });
    this.orders.alterIdToken?.(claims, header);
    const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    const signature = header.alg === "none" ? "" : sign("RSA-SHA256", Buffer.from(text), this.key).toString("base64url");
    return `${text}.${signature}`;
  }
}
