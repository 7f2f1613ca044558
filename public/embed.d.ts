// Types of embed.js. A test compares them with the program (tests/embed_types.rs).

/** A step of the set-up. */
export type Step = "connect" | "mapping" | "groups" | "start" | "on-demand";
/** Where a step, or the whole, stands. */
export type StepStatus = "unknown" | "checking" | "done" | "attention" | "blocked" | "working" | "failed";

/** What an access token must be good for. */
export interface TokenRequest {
  /** Delegated permissions with the resource before the name, as MSAL's `acquireTokenSilent` takes them. */
  scopes: string[];
  /** A claims challenge to answer, JSON text. */
  claims?: string;
  /** Microsoft Graph refused the token that was given last: get a new one. */
  renew?: boolean;
}

/** What the host tells the assistant. */
export interface Options {
  /** The tenant URL. The person sees it and confirms it. */
  tenantUrl?: string;
  /** The secret token. It goes into its field, and is forgotten once it is stored. */
  secretToken?: string;
  /** The application (client) ID of the host's own single-page registration. The element's only. */
  clientId?: string;
  /** The tenant that is meant: its ID, or a domain. An ID is enforced. */
  tenant?: string;
  /** The cloud, as the assistant's config.json names it. */
  cloud?: string;
  /** Where sign-in returns to: a copy of auth.html at the host's origin. The element's only. */
  redirectUri?: string;
  /** The object ID of the enterprise application to open. */
  application?: string;
  /** The steps to show. */
  steps?: Step[];
  /** The step to begin with. */
  step?: Step;
  theme?: "auto" | "light" | "dark";
  density?: "comfortable" | "compact";
  /** A language tag such as "de-CH", for dates and numbers. */
  locale?: string;
  /** Whether `total-setup:event` tells what happens. It does not by default. */
  events?: boolean;
  /**
   * Gives an access token for Microsoft Graph. It may take up to a minute. Where it is missing the assistant signs the person in
   * itself, in a window.
   */
  getAccessToken?: (request: TokenRequest) => Promise<string> | string;
}

/** How things stand. */
export interface Status {
  overall: StepStatus;
  /** The steps that are shown. */
  steps: Partial<Record<Step, StepStatus>>;
}

/** Why something does not work. */
export type ErrorCode =
  | "bad_order"
  | "configuration"
  | "no_sign_in"
  | "options"
  | "protocol"
  | "stopped"
  | "token"
  | "unsupported_version"
  | "wrong_tenant";

/** A change to the tenant. */
export type ChangeKind =
  | "create-job"
  | "store-credentials"
  | "set-notifications"
  | "fix-mapping"
  | "restore-mapping"
  | "assign-group"
  | "remove-assignment"
  | "start"
  | "pause"
  | "restart"
  | "provision-on-demand";
/** What can be done about a sign-in that failed. */
export type SignInCode =
  | "interaction-required"
  | "consent"
  | "setup"
  | "account"
  | "policy"
  | "loop"
  | "busy"
  | "network"
  | "clock"
  | "rejected"
  | "unexpected";
/** What kind of failure. */
export type FailureClass =
  | "network"
  | "sign-in"
  | "permission"
  | "not-found"
  | "changed"
  | "throttled"
  | "unavailable"
  | "request"
  | "answer"
  | "outcome-unknown"
  | "not-visible"
  | "secret-gone"
  | "connection-test";

/** What a host that sets `events` hears for its operations: closed lists, and nothing of a tenant or a person. */
export type Happening =
  | { name: "step"; step: Step; status: "attention" | "blocked" | "done" | "failed" | "working" }
  | { name: "change"; kind: ChangeKind; outcome: "confirmed" | "already-so" | "not-visible-yet"; seconds: number }
  | { name: "run"; outcome: "completed" | "stopped" | "failed" | "changed" }
  | { name: "sign-in"; outcome: "succeeded" | "cancelled" | "failed"; code?: SignInCode }
  | { name: "failure"; class: FailureClass; status?: number };

/** The report of the visit, as docs/report.schema.json describes it. A frame's names nobody. */
export interface Report {
  format: "total-setup-report";
  version: number;
  masked: boolean;
  [member: string]: unknown;
}

/** The events: of the element itself, or of the element that a frame was put into. They bubble. */
export interface Events {
  "total-setup:ready": CustomEvent<Record<string, never>>;
  "total-setup:status": CustomEvent<Status>;
  "total-setup:completed": CustomEvent<Report>;
  "total-setup:error": CustomEvent<{ code: ErrorCode; option?: string }>;
  /** Only with the option `events`. */
  "total-setup:event": CustomEvent<Happening>;
}

/** `<total-setup-assistant>`. Attributes: `theme`, `density`, `locale`, `step`, and `loading="lazy"`. No secret is an attribute. */
export interface TotalSetupAssistantElement extends HTMLElement {
  /** Begins, or begins anew. */
  configure(options: Options): void;
  /** How things stand now; undefined before there is anything to tell. */
  status(): Status | undefined;
}

/** The options of a frame. */
export interface FrameOptions extends Omit<Options, "clientId" | "redirectUri"> {
  /** The address of embed.html; beside embed.js by default. */
  src?: string;
  /** The frame's title, for screen readers. */
  title?: string;
}

/** A frame with the assistant in it. */
export interface Frame {
  readonly frame: HTMLIFrameElement;
  /** How things stand now. */
  status(): Promise<Status | undefined>;
  /** Takes the frame away, and everything that it holds. */
  dispose(): void;
}

export declare const TotalSetup: {
  /** Puts the assistant in a frame of its own origin into `element`. */
  mountFrame(element: Element, options?: FrameOptions): Frame;
  /** A link to the assistant on a page of its own. It carries no secret. */
  setupLink(options?: { step?: Step; application?: string; tenantUrl?: string }): string;
};

declare global {
  interface HTMLElementTagNameMap {
    "total-setup-assistant": TotalSetupAssistantElement;
  }
  interface HTMLElementEventMap extends Events {}
  var TotalSetup: (typeof import("./embed.js"))["TotalSetup"];
}
