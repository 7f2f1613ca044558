// oidc-provider with Entra's addresses, claims and sessions (security.md §5.2).
import type { KeyObject } from "node:crypto";
import type { IncomingMessage } from "node:http";
import Provider, { interactionPolicy } from "oidc-provider";
import { trouble } from "./pages";
import { described } from "./aadsts";
import type { Orders } from "./orders";
import { belongs, personOf, tenantFor, type Person, type Tenant } from "./people";
import { PERMISSIONS, SIGN_IN, short, words } from "./scopes";

/** What is known of a grant: whose it is, in which tenant, and whether it was made for a claims challenge. */
export type Granted = { person: Person; tenant: Tenant; challenged: boolean };
/** By the id of oidc-provider's grant. */
export type Grants = Map<string, Granted>;

export type Registration = {
  clientId: string;
  /** Where the page is, with a slash at the end. */
  page: string;
  /** Its addresses for coming back, of which Entra has one list. */
  pages: string[];
  /** Graph's root. */
  graph: string;
};

/** The name under which oidc-provider carries Entra's `claims`: its own parameter of that name knows no access tokens. */
export const CLAIMS = "entra_claims";

/** The tenant's segment of the path that was asked for. */
export const segmentOf = (request: IncomingMessage & { originalUrl?: string }): string =>
  (request.originalUrl ?? request.url ?? "").split("/")[1] ?? "";

/** Whether `claims` ask for more than that the client understands challenges. */
export const isChallenge = (claims: unknown): boolean => {
  try {
    const parts = Object.values(JSON.parse(String(claims)) as Record<string, object>);
    return parts.some((part) => Object.keys(part ?? {}).some((name) => name !== "xms_cc"));
  } catch {
    return false;
  }
};

const policy = (orders: Orders) => {
  const { base, Check, Prompt } = interactionPolicy;
  const prompts = base();
  // Entra signs in somebody else where the hint says so, and lets nobody answer a challenge by having a session; and
  // a test may have ordered somebody.
  const another = new Check("another_person", "somebody else is to sign in", "login_required", (context) => {
    const { params, result, session } = context.oidc;
    if (result?.login || !session.accountId) return Check.NO_NEED_TO_PROMPT;
    const hinted = params.login_hint && params.login_hint !== personOf(session.accountId).username;
    const stranger = !belongs(personOf(session.accountId), segmentOf(context.req));
    const asked = hinted || stranger || isChallenge(params[CLAIMS]) || orders.nextPerson || orders.refuseNext;
    return asked ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
  });
  prompts.get("login").checks.add(another);
  prompts.add(new Prompt({ name: "select_account", requestable: true }), 0);
  return prompts;
};

export const makeProvider = (origin: string, registration: Registration, key: KeyObject, orders: Orders, grants: Grants) => {
  const { clientId, page, pages, graph } = registration;
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token"],
        redirect_uris: [`${page}auth.html`],
        post_logout_redirect_uris: pages,
      },
    ],
    jwks: { keys: [{ ...key.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    cookies: { keys: ["only for tests"] },
    routes: {
      authorization: "/oauth2/v2.0/authorize",
      token: "/oauth2/v2.0/token",
      end_session: "/oauth2/v2.0/logout",
      jwks: "/discovery/v2.0/keys",
    },
    pkce: { required: () => true },
    extraParams: [CLAIMS],
    scopes: [...SIGN_IN, ...PERMISSIONS.map((name) => `${graph}/${name}`)],
    claims: { openid: ["sub", "tid", "oid", "ver"], profile: ["name", "preferred_username"] },
    conformIdTokenClaims: false,
    rotateRefreshToken: () => !orders.withholdRefreshToken,
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    clientBasedCORS: (_context, asking) => asking === new URL(page).origin,
    ttl: {
      AuthorizationCode: 60,
      AccessToken: () => orders.tokenSeconds,
      RefreshToken: 86_400,
      IdToken: 3600,
      Session: 86_400,
      Grant: 86_400,
      Interaction: 600,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = `<!doctype html>${form}<script>document.forms[0].append(Object.assign(document.createElement("input"),{type:"hidden",name:"logout",value:"yes"}));document.forms[0].submit()</script>`;
        },
      },
    },
    interactions: {
      policy: policy(orders),
      url: (context, interaction) => `/${segmentOf(context.req)}/interaction/${interaction.uid}`,
    },
    // Entra keeps to its own page what it cannot send back.
    renderError: (context, out) => {
      const number = /redirect_uri/.test(String(out.error)) ? 50011 : out.error === "invalid_client" ? 700016 : 900144;
      context.type = "html";
      context.body = trouble(`${described(number)}\r\n${out.error}: ${out.error_description}`);
    },
    findAccount: (_context, id, token) => {
      const granted = grants.get(token?.grantId ?? "");
      return {
        accountId: id,
        claims: () => {
          if (!granted) return { sub: id };
          const { person, tenant } = granted;
          const oid = person.objects[tenant.id];
          return { sub: id, oid, tid: tenant.id, ver: "2.0", name: person.name, preferred_username: person.username };
        },
      };
    },
    // Every sign-in makes a grant of its own: it holds what the person has consented to, and the tenant.
    loadExistingGrant: async (context) => {
      const { client, params, result, session } = context.oidc;
      const person = personOf(session.accountId);
      const consented = orders.consentOf(person);
      const agreed = words(params.scope).filter((scope) => SIGN_IN.includes(scope) || consented.has(short(scope)));
      const grant = new provider.Grant({ clientId: client.clientId, accountId: person.key });
      grant.addOIDCScope(agreed.join(" "));
      const tenant = tenantFor(segmentOf(context.req), person);
      grants.set(await grant.save(), { person, tenant, challenged: Boolean(result?.login) && isChallenge(params[CLAIMS]) });
      return grant;
    },
  });
  return provider;
};
