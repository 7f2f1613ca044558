// Signing in and consenting: by itself as a test ordered, or on pages with buttons.
import type { IncomingMessage, ServerResponse } from "node:http";
import { described, refusal, type Refusal } from "./aadsts";
import { html, peekForm } from "./http";
import type { Orders } from "./orders";
import * as pages from "./pages";
import { belongs, everybody, PEOPLE, personOf, type Person } from "./people";
import { ADMIN_ONLY, short } from "./scopes";

export class Interaction {
  /** What the response is to say in place of oidc-provider's words. */
  refusal?: Refusal;

  constructor(
    // oidc-provider brings no types.
    private readonly provider: any,
    private readonly orders: Orders,
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse, segment: string): Promise<void> {
    let details;
    try {
      details = await this.provider.interactionDetails(request, response);
    } catch {
      // The back button, or a reload, after the sign-in is over.
      html(response, pages.trouble(described(900144, "The sign-in request is no longer valid.")), 400);
      return;
    }
    const choice = request.method === "POST" ? (await peekForm(request)).get("choice") : undefined;
    const ordered = this.orders.refuseNext;
    if (ordered && (!this.orders.showPages || choice)) {
      this.orders.refuseNext = false;
      await this.refuse(request, response, ordered === true ? refusal(65004, { error_subcode: "cancel" }) : ordered);
    } else if (choice === pages.CANCEL) {
      await this.refuse(request, response, refusal(65004, { error_subcode: "cancel" }));
    } else if (details.prompt.name === "consent") {
      await this.consent(request, response, details, choice);
    } else {
      await this.signIn(request, response, details, choice, segment);
    }
  }

  private async signIn(request: IncomingMessage, response: ServerResponse, details: any, choice: string | null | undefined, segment: string): Promise<void> {
    if (this.orders.showPages && !choice) {
      html(response, pages.signIn(everybody()));
      return;
    }
    const person = choice ? personOf(choice) : this.expected(details);
    this.orders.nextPerson = undefined;
    if (!belongs(person, segment)) {
      await this.refuse(request, response, refusal(50020));
      return;
    }
    await this.moveSession(details, person);
    await this.finish(request, response, { login: { accountId: person.key }, select_account: {} });
  }

  /** Whom a person at the keyboard would have chosen. */
  private expected(details: any): Person {
    const hint = details.params.login_hint as string | undefined;
    const present = details.session?.accountId as string | undefined;
    const hinted = everybody().find((person) => person.username === hint);
    return this.orders.nextPerson ?? hinted ?? (present ? personOf(present) : PEOPLE.alex);
  }

  /** Entra keeps several accounts in one session; oidc-provider would ask to sign the other one out first. */
  private async moveSession(details: any, person: Person): Promise<void> {
    const session = details.session && (await this.provider.Session.findByUid(details.session.uid));
    if (!session?.accountId || session.accountId === person.key) return;
    session.accountId = person.key;
    await session.persist();
    details.session.accountId = person.key;
    await details.persist();
  }

  private async consent(request: IncomingMessage, response: ServerResponse, details: any, choice: string | null | undefined): Promise<void> {
    const person = personOf(details.session.accountId);
    const consented = this.orders.consentOf(person);
    const asked = String(details.params.scope).split(" ").map(short);
    const missing = ((details.prompt.details.missingOIDCScope ?? asked) as string[]).map(short);
    const refused = this.orders.needsAdmin && missing.some((name) => ADMIN_ONLY.includes(name));
    if (this.orders.showPages && !choice) {
      html(response, refused ? pages.needsAdmin(person) : pages.consent(person, missing));
    } else if (refused) {
      await this.refuse(request, response, refusal(90094));
    } else {
      for (const name of missing) consented.add(name);
      await this.finish(request, response, { consent: {} });
    }
  }

  private async refuse(request: IncomingMessage, response: ServerResponse, refused: Refusal): Promise<void> {
    if (refused.page) {
      html(response, pages.trouble(refused.error_description ?? refused.error));
      return;
    }
    this.refusal = refused;
    await this.finish(request, response, { error: "access_denied" });
  }

  private finish(request: IncomingMessage, response: ServerResponse, result: object): Promise<void> {
    return this.provider.interactionFinished(request, response, result);
  }
}
