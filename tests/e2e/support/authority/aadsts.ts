// Errors as Entra words them: https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
import { randomUUID } from "node:crypto";

/** A refusal at the authorization endpoint. */
export type Refusal = {
  error: string;
  error_description?: string;
  error_subcode?: string;
  suberror?: string;
  /** Entra shows it on a page of its own, and sends nobody back. */
  page?: boolean;
};

const now = () => `${new Date().toISOString().slice(0, 19).replace("T", " ")}Z`;

/** For each number: OAuth's `error`, and what Entra says. */
const KNOWN: Record<number, [error: string, text: string]> = {
  16000: ["interaction_required", "Either multiple user identities are available for the current request or selected account is not supported for the scenario."],
  50011: ["invalid_request", "The redirect URI specified in the request does not match the redirect URIs configured for the application."],
  50020: ["access_denied", "User account from identity provider 'live.com' does not exist in tenant and cannot access the application in that tenant."],
  50058: ["login_required", "A silent sign-in request was sent but no user is signed in."],
  50076: ["interaction_required", "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource."],
  50105: ["access_denied", "Your administrator has configured the application to block users unless they are specifically granted ('assigned') access to the application."],
  50173: ["invalid_grant", "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password."],
  50196: ["invalid_grant", "The server terminated an operation because it encountered a client request loop."],
  501481: ["invalid_grant", "The Code_Verifier does not match the code_challenge supplied in the authorization request."],
  53003: ["access_denied", "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance."],
  54005: ["invalid_grant", "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token."],
  65001: ["invalid_grant", "The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource."],
  65004: ["access_denied", "User declined to consent to access the app."],
  70000: ["invalid_grant", "Provided grant is invalid or malformed."],
  70008: ["invalid_grant", "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource."],
  70011: ["invalid_scope", "The provided value for the input parameter 'scope' is not valid."],
  700005: ["invalid_grant", "Provided Authorization Code is intended to use against other tenant, thus rejected."],
  700016: ["unauthorized_client", "Application with identifier was not found in the directory."],
  700082: ["invalid_grant", "The refresh token has expired due to inactivity."],
  700084: ["invalid_grant", "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page."],
  90002: ["invalid_request", "Tenant not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."],
  90033: ["temporarily_unavailable", "A transient error has occurred. Please try again."],
  90094: ["access_denied", "The application needs permission to access resources in your organization that only an admin can grant. Ask an admin to grant permission to this app before you can use it."],
  900144: ["invalid_request", "The request body must contain the required parameters."],
  9002327: ["invalid_request", "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests."],
};

/** `AADSTS65004: … Trace ID: … Correlation ID: … Timestamp: …` */
export const described = (number: number, text = KNOWN[number]?.[1] ?? "An error occurred."): string =>
  [`AADSTS${number}: ${text}`, `Trace ID: ${randomUUID()}`, `Correlation ID: ${randomUUID()}`, `Timestamp: ${now()}`].join("\r\n");

/** A refusal at the authorization endpoint by its number. */
export const refusal = (number: number, more: Partial<Refusal> = {}): Refusal => ({
  error: KNOWN[number]?.[0] ?? "server_error",
  error_description: described(number),
  ...more,
});

/** The words for an error of oidc-provider's own at the authorization endpoint. */
export const worded = (error: string, description: string): string =>
  described({ login_required: 50058, consent_required: 65001, account_selection_required: 16000 }[error] ?? 900144, description);

/** The body of an error of the token endpoint. */
export const tokenError = (number: number, more: object = {}): Record<string, unknown> => {
  const description = described(number);
  const id = (label: string) => new RegExp(`${label} ID: (\\S+)`).exec(description)?.[1];
  return {
    error: KNOWN[number]?.[0] ?? "invalid_grant",
    error_description: description,
    error_codes: [number],
    timestamp: now(),
    trace_id: id("Trace"),
    correlation_id: id("Correlation"),
    ...more,
  };
};

/** Which number Entra has for what oidc-provider found wrong with a token request. */
export const numberOf = (error: string, detail: string): number => {
  const rules: [RegExp, number][] = [
    [/authorization code already consumed/, 54005],
    [/is expired/, 70008],
    [/PKCE|code_verifier|code_challenge/i, 501481],
    [/redirect_uri mismatch/, 50011],
  ];
  const known = rules.find(([pattern]) => pattern.test(detail))?.[1];
  if (known) return known;
  return { invalid_scope: 70011, invalid_client: 700016, unauthorized_client: 700016, invalid_request: 900144 }[error] ?? 70000;
};
