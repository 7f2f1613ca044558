// A page of somebody else's, at another site: it stands for TOTAL's Enrollment Console. `localhost` and `127.0.0.1` are two sites,
// so what is kept for one is kept apart for the other, as in the world.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a page of the host's is. */
export type HostPage = { body: string; script?: string; headers?: Record<string, string> };

export class Host {
  private readonly pages = new Map<string, HostPage>();

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async listen(): Promise<Host> {
    const server = createServer((request, response) => host.answer(request.url ?? "/", response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const host: Host = new Host(server, `http://localhost:${(server.address() as AddressInfo).port}`);
    return host;
  }

  /** Another server with the files of `origin`, whose headers and bytes `change` alters. */
  static async mirror(origin: string, change: (path: string, headers: Headers, body: Buffer) => void): Promise<Host> {
    const server = createServer((request, response) => {
      const path = request.url ?? "/";
      fetch(origin + path)
        .then(async (answer) => {
          const headers = new Headers(answer.headers);
          // The body comes unpacked.
          for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
          const body = Buffer.from(await answer.arrayBuffer());
          change(path, headers, body);
          response.writeHead(answer.status, Object.fromEntries(headers)).end(body);
        })
        .catch((error: unknown) => response.destroy(error as Error));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Host(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /** Serves a page at `path`, its script beside it: `<path>.js`. */
  put(path: string, page: HostPage): string {
    this.pages.set(path, page);
    return this.origin + path;
  }

  private answer(path: string, response: import("node:http").ServerResponse): void {
    const page = this.pages.get(path.replace(/\.js$/, ""));
    if (!page) {
      response.writeHead(404).end();
    } else if (path.endsWith(".js")) {
      response.writeHead(200, { "content-type": "text/javascript" }).end(page.script ?? "");
    } else {
      const script = page.script === undefined ? "" : `<script type="module" src="${path}.js"></script>`;
      response
        .writeHead(200, { "content-type": "text/html; charset=utf-8", ...page.headers })
        .end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Console</title></head><body>${page.body}${script}</body></html>`);
    }
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }
}
