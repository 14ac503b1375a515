// Serves the gallery and the built assets under the policy of the real pages, and plays the server that autosave talks to.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { root } from "./places.mjs";

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".woff2", "font/woff2"],
]);
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** @typedef {{ method: string, path: string, accept: string, body: URLSearchParams }} Received */

/** @param {(received: Received) => { status: number, json?: unknown } | Promise<{ status: number, json?: unknown }>} answer to a POST */
export async function startGallery(answer = () => ({ status: 204 })) {
  /** @type {Received[]} */
  const received = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "POST") {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const post = {
        method: request.method,
        path: pathname,
        accept: request.headers.accept ?? "",
        body: new URLSearchParams(Buffer.concat(chunks).toString("utf8")),
      };
      received.push(post);
      const { status, json } = await answer(post);
      response.writeHead(status, json === undefined ? {} : { "content-type": "application/json" });
      response.end(json === undefined ? undefined : JSON.stringify(json));
      return;
    }
    const isOurs = pathname === "/ui/gallery.html" || pathname.startsWith("/crates/web/assets/");
    const content =
      isOurs && !pathname.includes("..") ? await readFile(join(root, pathname)).catch(() => undefined) : undefined;
    response.writeHead(content ? 200 : 404, {
      "content-type": TYPES.get(extname(pathname)) ?? "text/plain",
      "content-security-policy": POLICY,
    });
    response.end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  return {
    url: `http://localhost:${port}/ui/gallery.html`,
    received,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
