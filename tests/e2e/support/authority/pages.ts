// The authority's pages, with the words and titles of Entra's that a test looks for.
import type { Person } from "./people";

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>${escape(title)}</title><h1>${escape(title)}</h1>${body}</html>`;

const button = (value: string, label: string) => `<p><button name="choice" value="${escape(value)}">${escape(label)}</button>`;

/** What a button of these pages sends. */
export const CANCEL = "cancel";
export const ACCEPT = "accept";

export const signIn = (people: Person[]): string =>
  page(
    "Sign in to your account",
    `<form method="post">${people.map((person) => button(person.key, person.username)).join("")}${button(CANCEL, "Cancel")}</form>`,
  );

export const consent = (person: Person, scopes: string[]): string =>
  page(
    "Permissions requested",
    `<p>${escape(person.username)}<ul>${scopes.map((scope) => `<li>${escape(scope)}`).join("")}</ul><form method="post">${button(ACCEPT, "Accept")}${button(CANCEL, "Cancel")}</form>`,
  );

export const needsAdmin = (person: Person): string =>
  page(
    "Need admin approval",
    `<p>${escape(person.username)}<form method="post">${button(CANCEL, "Return to the application without granting consent")}</form>`,
  );

/** What goes wrong at Microsoft and stays there. */
export const trouble = (description: string): string =>
  page("Sign in", `<p>Sorry, but we’re having trouble signing you in.<pre>${escape(description)}</pre>`);
