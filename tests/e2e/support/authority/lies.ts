// A provider that lies (security.md §3.4): for `authority.tamper` and `authority.alterIdToken`.

type Change = (parameters: URLSearchParams) => void;

/** Changes the parameters of the response, wherever they stand. */
const response = (change: Change) => (url: URL): URL => {
  const inFragment = url.hash !== "";
  const parameters = new URLSearchParams(inFragment ? url.hash.slice(1) : url.search);
  change(parameters);
  if (inFragment) url.hash = parameters.toString();
  else url.search = parameters.toString();
  return url;
};

export const RESPONSE = {
  wrongState: response((all) => all.set("state", "another")),
  noState: response((all) => all.delete("state")),
  wrongIssuer: response((all) => all.set("iss", "https://login.example/0b8e4d72-61c3-4f9a-8d25-7ea9c3f1b604/v2.0")),
  noIssuer: response((all) => all.delete("iss")),
  twoCodes: response((all) => all.append("code", "second")),
  /** The whole response in the query, where servers and histories keep it. */
  inQuery: (url: URL): URL => {
    url.search = url.hash.slice(1);
    url.hash = "";
    return url;
  },
};

type Claims = Record<string, unknown>;
const set = (changes: Claims) => (claims: Claims): void => void Object.assign(claims, changes);
const drop = (name: string) => (claims: Claims): void => void delete claims[name];

export const ID_TOKEN = {
  wrongNonce: set({ nonce: "another" }),
  wrongAudience: set({ aud: "00000000-1111-4222-8333-444444444444" }),
  audienceList: (claims: Claims): void => void (claims.aud = [claims.aud]),
  foreignAudience: (claims: Claims): void => void (claims.aud = [claims.aud, "00000000-1111-4222-8333-444444444444"]),
  wrongTenant: set({ tid: "00000000-1111-4222-8333-444444444444" }),
  wrongIssuer: set({ iss: "https://login.example/0b8e4d72-61c3-4f9a-8d25-7ea9c3f1b604/v2.0" }),
  without: drop,
  /** A clock that is `seconds` ahead of ours. */
  clock: (seconds: number) => (claims: Claims): void => {
    for (const name of ["iat", "nbf", "exp"]) if (name in claims) claims[name] = Number(claims[name]) + seconds;
  },
  /** `alg: none`, as an attacker would have it. */
  unsigned: (_claims: Claims, header: Claims): void => void (header.alg = "none"),
};
