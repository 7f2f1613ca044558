// How often a page had to wait for Graph.
import type { Page, Request } from "@playwright/test";

type Span = { began: number; ended: number };

/** When each request to the tenant began and ended. */
export function watchGraph(page: Page): Map<Request, Span> {
  const spans = new Map<Request, Span>();
  const isGraph = (request: Request) => new URL(request.url()).pathname.startsWith("/v1.0/") && request.method() !== "OPTIONS";
  page.on("request", (request) => isGraph(request) && spans.set(request, { began: performance.now(), ended: Infinity }));
  page.on("requestfinished", (request) => {
    const span = spans.get(request);
    if (span) span.ended = performance.now();
  });
  return spans;
}

/** The longest chain of requests of which each began after the one before had ended. */
export function roundTrips(spans: Iterable<Span>): number {
  const chain: number[] = [];
  const inOrder = [...spans].sort((a, b) => a.began - b.began);
  inOrder.forEach((span, index) => {
    const before = inOrder.slice(0, index).flatMap((other, at) => (other.ended <= span.began ? [chain[at]] : []));
    chain.push(1 + Math.max(0, ...before));
  });
  return Math.max(0, ...chain);
}
