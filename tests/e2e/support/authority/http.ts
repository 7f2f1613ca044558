// Reading requests before oidc-provider does.
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";

/** The form in the body, which stays unread for whoever comes next. */
export const peekForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const length = Number(request.headers["content-length"] ?? 0);
  const chunks: Buffer[] = [];
  let read = 0;
  while (read < length) {
    const chunk = request.read() as Buffer | null;
    if (chunk) {
      chunks.push(chunk);
      read += chunk.length;
    } else {
      await once(request, "readable");
    }
  }
  const body = Buffer.concat(chunks);
  if (read > 0) request.unshift(body);
  return new URLSearchParams(body.toString());
};

export const html = (response: ServerResponse, page: string, status = 200): void =>
  void response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" }).end(page);

export const json = (response: ServerResponse, body: object, status: number, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers }).end(JSON.stringify(body));
