// What a test may ask of the authority, and what the authority noted for it.
import type { Refusal } from "./aadsts";
import { PEOPLE, type Person } from "./people";
import { PERMISSIONS } from "./scopes";

/** An authorization request: the tenant of its path, and its parameters. */
export type Authorization = Record<string, string>;
/** A token request without its secrets; `status` is 0 where no answer was sent. */
export type TokenRequest = { tenant: string; grant_type: string; scope?: string; claims?: string; status: number };
export type Logout = Record<string, string>;

/** What the token endpoint does in place of its answer, or before it. */
export type TokenFailure = {
  status?: number;
  headers?: Record<string, string>;
  /** Members of Entra's error (`tokenError` writes whole ones), or a text such as a page of HTML. */
  body?: object | string;
  /** The connection is closed without an answer. */
  cut?: boolean;
  /** Nothing is answered before this is settled. Without a status the usual answer follows. */
  hold?: Promise<unknown>;
  /** Without it another origin's page cannot read the answer. True unless said. */
  cors?: boolean;
  /** Headers that another origin's page may read. */
  expose?: string[];
};

type Claims = Record<string, unknown>;

export class Orders {
  /** Who signs in next; whoever it is has to, even where a session goes on. */
  nextPerson?: Person;
  /** The next sign-in is refused: `true` stands for a consent that was declined. */
  refuseNext: boolean | Refusal = false;
  /** Shows pages with buttons for signing in and consenting. Without them all that is asked for is agreed to. */
  showPages = false;
  /** Sends the `Cross-Origin-Opener-Policy` that Entra sends. */
  coop = false;
  /** The person signing in may not consent to what only administrators may consent to. */
  needsAdmin = false;
  /** Whether what an administrator agreed to at `adminconsent` is consented to afterwards. */
  adminConsentWorks = true;
  /** How long access tokens live, here and at the emulator. */
  tokenSeconds = 3600;
  /** Permissions that every access token has besides those asked for, by their short names. */
  extraScopes: string[] = [];
  /** Permissions that no access token gets. */
  withheldScopes: string[] = [];
  /** Answers leave out the refresh token, and the one in use stays good. */
  withholdRefreshToken = false;
  /** Changes the address that a sign-in returns to; `lies.ts` has some ready. */
  tamper?: (url: URL) => URL | void;
  /** Changes the claims of an ID token, and its header, before it is signed. */
  alterIdToken?: (claims: Claims, header: Claims) => void;
  /** Changes a successful answer of the token endpoint. */
  alterTokens?: (answer: Claims) => Claims | void;

  readonly authorizations: Authorization[] = [];
  readonly tokenRequests: TokenRequest[] = [];
  readonly logouts: Logout[] = [];
  readonly adminConsents: Authorization[] = [];

  protected readonly failures: TokenFailure[] = [];
  private readonly consents = new Map<string, Set<string>>();

  /** Forgets what tests asked for and what was noted. Sessions and tokens stay. */
  reset(): void {
    Object.assign(this, new Orders());
  }

  /** What Alex has consented to, by short names: everything at first. */
  get consented(): Set<string> {
    return this.consentOf(PEOPLE.alex);
  }

  set consented(scopes: Set<string>) {
    this.consents.set(PEOPLE.alex.key, scopes);
  }

  /** What `person` has consented to. */
  consentOf(person: Person): Set<string> {
    const scopes = this.consents.get(person.key) ?? new Set(PERMISSIONS);
    this.consents.set(person.key, scopes);
    return scopes;
  }

  /** Lets the next `times` token requests go wrong. */
  failTokens(failure: TokenFailure, times = 1): void {
    for (let time = 0; time < times; time += 1) this.failures.push(failure);
  }
}
