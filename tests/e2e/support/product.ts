// Another vendor's product (docs/another-product.md), and a look for what is TOTAL's.
import { expect, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./emulator";

/** The example's config.json. */
export const example = JSON.parse(readFileSync(join(root, "docs/examples/other-product/config.json"), "utf8")) as {
  clientId: string;
  product: { name: string; tenantUrlHosts: string[] };
};

/** The identity attribute of the example. */
export const IDENTITY = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber";

/** TOTAL's names, and a place in a sentence where no name was put. Formats of files and names of events are a technical contract. */
const OF_TOTAL = /(?<![a-z])total(?!-setup)|truu|enrollment console|\{(?:product|identity|console)/gi;

export const expectNothingOfTotal = (text: string, where: string): void => {
  const found = [...text.matchAll(OF_TOTAL)].map((match) => text.slice(Math.max(0, match.index - 40), match.index + 40));
  expect(found, where).toEqual([]);
};

/** All that the page says, whether it is unfolded or not: title, text, what fields hold, and what is said of elements. */
export const everythingSaid = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const said = [document.title];
    const walk = (node: ParentNode): void => {
      for (const element of node.querySelectorAll("*")) {
        for (const { name, value } of element.attributes) {
          if (/^(title|alt|placeholder|value|content|label|href|download|aria-.*|data-.*)$/.test(name)) said.push(value);
        }
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) said.push(element.value);
        for (const child of element.childNodes) {
          if (child instanceof Text && !/^(SCRIPT|STYLE)$/.test(element.tagName)) said.push(child.data);
        }
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    return said.join("\n");
  });

export const pageSaysNothingOfTotal = async (page: Page, where: string): Promise<void> =>
  expectNothingOfTotal(await everythingSaid(page), where);
